using ComputeNet.Service.World;

namespace ComputeNet.Service;

/// <summary>Everything that can be set from outside; read from the section <c>ComputeNet</c> of the configuration.</summary>
public sealed class OrchestratorOptions
{
    /// <summary>PostgreSQL, as Npgsql reads it.</summary>
    public string ConnectionString { get; set; } = "Host=localhost;Database=computenet;Username=computenet";

    /// <summary>Redis, as StackExchange.Redis reads it: carries the hub's changes between several Orchestrators; null for a single one.</summary>
    public string? Redis { get; set; }

    /// <summary>The component of the Dapr sidecar that sites publish to; null: nothing is subscribed to. Goes with <see cref="DaprAppToken"/>.</summary>
    public string? DaprPubSub { get; set; }

    /// <summary>What the Dapr sidecar shows when it brings publications: the value of its <c>APP_API_TOKEN</c>, at least 16 characters.</summary>
    public string? DaprAppToken { get; set; }

    /// <summary>Folder of the world catalogue; null takes the one that is shipped.</summary>
    public string? WorldFolder { get; set; }

    /// <summary>Sites that the public catalogue does not know.</summary>
    public IList<OwnSite> OwnSites { get; set; } = [];

    /// <summary>Real time, for what has nothing to do with simulated time: silence on the wire, sessions, tokens, lockouts.</summary>
    public TimeProvider WallClock { get; set; } = TimeProvider.System;

    /// <summary>The planning round runs on change, and at least this often (real time).</summary>
    public TimeSpan RoundBeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>At least this long between two rounds (real time), so that a burst of submits is planned together.</summary>
    public TimeSpan RoundPause { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>At most this long between a round and the next when something waits (real time).</summary>
    public TimeSpan LongestRoundPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A round that took longer to solve (real time) makes the next ones do less work.</summary>
    public TimeSpan LongestSolve { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A site that was silent this long (real time) is suspect: it gets no new work.</summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>A site that was silent this long (real time) is in grace: that goes on record, and what it holds stays its own.</summary>
    public TimeSpan GraceAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A site that was silent this long (real time) is lost: its leases are fenced off and the work is placed elsewhere.</summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often (real time) silence is looked for; the nodes tell each other at that pace whom they heard.</summary>
    public TimeSpan SilenceBeat { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Attempts evicted from lost sites within a minute (real time), over all sites and nodes; the rest waits its turn.</summary>
    public int MostEvictionsPerMinute { get; set; } = 600;

    /// <summary>Silent sites that one node works at side by side.</summary>
    public int SiteTurnsAtOnce { get; set; } = 4;

    /// <summary>The turn of one silent site takes at most this long (real time).</summary>
    public TimeSpan LongestSiteTurn { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Telemetry of this age (real time) is as good as new: others' use of a pool counts as it was sensed.</summary>
    public TimeSpan SensingFreshFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>With every minute (real time) beyond that, this share of the pool's devices more counts as used by others.</summary>
    public double SensingMarginPerMinute { get; set; } = 0.01;

    /// <summary>Telemetry of this age (real time) is too old: nothing new is placed in its pools.</summary>
    public TimeSpan SensingLapsesAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often (real time) rounds read anew what other nodes have heard of sensing and offers.</summary>
    public TimeSpan SensingEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A number of 0–1 that spreads retries.</summary>
    public Func<double> Jitter { get; set; } = Random.Shared.NextDouble;

    /// <summary>How often (real time) the promises of all sites are counted for their trust.</summary>
    public TimeSpan TrustEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After an attempt failed in a pool, the brain avoids that pool for the workload this long (ledger time).</summary>
    public TimeSpan AvoidFailedPlaceFor { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Passwords of the first users <c>operator</c> and <c>tenant</c> by user name; one that is absent is generated and handed out once.</summary>
    public IDictionary<string, string> InitialPasswords { get; set; } = new Dictionary<string, string>();

    /// <summary>Sign-ins from one address within a minute (the Portal signs everybody in from its own).</summary>
    public int SignInsPerMinuteAndAddress { get; set; } = 120;

    /// <summary>Sign-ins under one user name within a minute, right or wrong.</summary>
    public int SignInsPerMinuteAndUser { get; set; } = 30;

    /// <summary>Join tokens that one address may try within a minute.</summary>
    public int EnrolmentsPerMinuteAndAddress { get; set; } = 30;

    /// <summary>How long (real time) a site's credential is good; its adapter renews it after a third of that.</summary>
    public TimeSpan SiteCredentialLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long (real time) a renewed credential stays good beside its successor, for what is under way.</summary>
    public TimeSpan SiteCredentialOverlap { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Where sites find the network, for the command line with which they join; null takes the address under which the operator's request came.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Workloads that one tenant may submit at once after a pause; a twentieth of it comes back each second.</summary>
    public int SubmitBurstPerTenant { get; set; } = 2000;

    /// <summary>A repeated command waits this long for the first one, before it is told to come back.</summary>
    public TimeSpan IdempotencyWait { get; set; } = TimeSpan.FromSeconds(10);
}

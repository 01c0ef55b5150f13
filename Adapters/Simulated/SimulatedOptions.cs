using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>
/// Which sites are simulated, and how well they behave. Everything random is drawn from <see cref="Seed"/> and the job's key, or the site and the date: the same orders
/// meet the same fate in every run. By default nothing goes wrong. All times are in the host's clock, which may run faster than the real one.
/// </summary>
public sealed class SimulatedOptions
{
    private readonly ILookup<SiteId?, SimulatedFault> faultsOfSite = Array.Empty<SimulatedFault>().ToLookup(f => f.Site);

    /// <summary>Address of the Orchestrator; it need not listen yet.</summary>
    public required Uri Centre { get; init; }

    /// <summary>The bearer token of a site; null while there is none yet.</summary>
    public required Func<SiteId, string?> Token { get; init; }

    /// <summary>Where journal and jobs are kept; created when absent.</summary>
    public required string DataDirectory { get; init; }

    public required IReadOnlyList<SimulatedSite> Sites { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>A job starts at a drawn moment between these two after it was submitted.</summary>
    public TimeSpan ShortestStartDelay { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan LongestStartDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A job that does not say how long it takes, takes a drawn share of its time limit between these two.</summary>
    public double ShortestShareOfLimit { get; init; } = 0.3;
    public double LongestShareOfLimit { get; init; } = 0.9;

    /// <summary>Share of jobs (0–1) that end with an exit code of 1 on the way.</summary>
    public double FailureRate { get; init; }

    /// <summary>Share of orders (0–1) that the site refuses.</summary>
    public double RefusalRate { get; init; }

    /// <summary>Share of jobs (0–1) that the scheduler forgets on the way.</summary>
    public double LossRate { get; init; }

    /// <summary>Share of jobs (0–1) that are requeued on the way while their first copy runs on.</summary>
    public double DoubleRunRate { get; init; }

    /// <summary>Troubles at chosen times, beside the drawn ones.</summary>
    public IReadOnlyList<SimulatedFault> Faults { get; init => (field, faultsOfSite) = (value, value.ToLookup(f => f.Site)); } = [];

    /// <summary>How many outages a site has on the average day, each of <see cref="OutageLength"/>; the same for the other troubles below.</summary>
    public double OutagesPerDay { get; init; }
    public TimeSpan OutageLength { get; init; } = TimeSpan.FromMinutes(15);

    public double PartitionsPerDay { get; init; }
    public TimeSpan PartitionLength { get; init; } = TimeSpan.FromMinutes(15);

    public double SlowSpellsPerDay { get; init; }
    public TimeSpan SlowSpellLength { get; init; } = TimeSpan.FromMinutes(15);
    public TimeSpan SlowestAnswer { get; init; } = TimeSpan.FromSeconds(20);

    public double OverstatingPerDay { get; init; }
    public TimeSpan OverstatingLength { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What an overstating site multiplies its devices by.</summary>
    public double OverstatedBy { get; init; } = 2;

    public double CrashesPerDay { get; init; }

    /// <summary>How far back a scheduler that crashes forgets what it had answered.</summary>
    public TimeSpan CrashForgets { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Share of sites (0–1) whose clock is off, by up to <see cref="MostSkew"/> in either direction.</summary>
    public double SkewedShare { get; init; }
    public TimeSpan MostSkew { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The mean share of devices (0–1) that the site's own users want, each hour anew around it. They take what the network does not hold.</summary>
    public double ForeignShare { get; init; }

    /// <summary>A recorded load of the sites' own users, beside the drawn one; <see cref="ForeignTraceFrom"/> is its second 0.</summary>
    public SimulatedTrace? ForeignTrace { get; init; }
    public DateTimeOffset ForeignTraceFrom { get; init; }

    /// <summary>Seconds of the trace that pass in a second of the host's clock.</summary>
    public double ForeignTraceSpeed { get; init; } = 1;

    /// <summary>The largest share of a pool's devices (0–1) that is taken out for a while, and not declared meanwhile; each <see cref="AbsentFor"/> anew.</summary>
    public double AbsentShare { get; init; }
    public TimeSpan AbsentFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>By which share (0–1) a pool's price may be above or below the declared one, each hour anew, as an offer.</summary>
    public double PriceSwing { get; init; }

    /// <summary>How often the agents speak, in real time.</summary>
    public AgentPace Pace { get; init; } = new();

    /// <summary>Of one site, the chosen troubles that name it and those that name none.</summary>
    internal IEnumerable<SimulatedFault> FaultsOf(SiteId site) => faultsOfSite[site].Concat(faultsOfSite[null]);

    /// <summary>How many spells a day has of a trouble, and how long one is.</summary>
    internal (double PerDay, TimeSpan Length) SpellsOf(SimulatedTrouble trouble) => trouble switch
    {
        SimulatedTrouble.Outage => (OutagesPerDay, OutageLength),
        SimulatedTrouble.Partition => (PartitionsPerDay, PartitionLength),
        SimulatedTrouble.Slowness => (SlowSpellsPerDay, SlowSpellLength),
        SimulatedTrouble.Overstating => (OverstatingPerDay, OverstatingLength),
        SimulatedTrouble.Crash => (CrashesPerDay, CrashForgets),
        _ => throw new ArgumentOutOfRangeException(nameof(trouble), trouble, "Unknown trouble."),
    };
}

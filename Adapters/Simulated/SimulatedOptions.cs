using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>
/// Which sites are simulated, and how well they behave. Everything random is drawn from <see cref="Seed"/> and the job's key: the same orders
/// meet the same fate in every run. By default nothing goes wrong. All times are in the host's clock, which may run faster than the real one.
/// </summary>
public sealed class SimulatedOptions
{
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

    public IReadOnlyList<SimulatedOutage> Outages { get; init; } = [];

    /// <summary>Share of days (0–1) on which a site has one outage of <see cref="OutageLength"/> at a drawn time.</summary>
    public double OutagesPerDay { get; init; }
    public TimeSpan OutageLength { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often the agents speak, in real time.</summary>
    public AgentPace Pace { get; init; } = new();
}

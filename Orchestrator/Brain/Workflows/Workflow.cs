using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>
/// Several gangs that hand data to each other: where does each run, so that computing and moving the data cost least together?
/// The flows form a directed acyclic graph. Each gang goes whole to one of its candidates.
/// </summary>
public sealed record Workflow
{
    public required IReadOnlyList<WorkflowGang> Gangs { get; init; }

    /// <summary>Data that already lies somewhere.</summary>
    public IReadOnlyList<DataInput> Inputs { get; init; } = [];

    public IReadOnlyList<DataFlow> Flows { get; init; } = [];

    /// <summary>How data gets from site to site. Within a site it moves free and at once, unless a route from the site to itself says otherwise.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];
}

/// <param name="Name">Unique within the workflow.</param>
/// <param name="Candidates">Where it may run; <see cref="WorkflowCandidates"/> lists what the rulebook admits.</param>
public sealed record WorkflowGang(string Name, IReadOnlyList<GangCandidate> Candidates);

/// <summary>One place and variant for a gang, with what running it there costs by objective (price, carbon, latency…), data apart.</summary>
public sealed record GangCandidate(SiteId Site, PoolId Pool, int VariantIndex, IReadOnlyList<CostTerm> Terms);

/// <summary>Gigabytes (10⁹ bytes) that lie at a site and that a gang reads.</summary>
public sealed record DataInput(SiteId From, string To, double Gigabytes);

/// <summary>Gigabytes (10⁹ bytes) that one gang writes and another reads.</summary>
public sealed record DataFlow(string From, string To, double Gigabytes);

using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Plans;

/// <summary>
/// The three figures of every choice, always shown together and in this order, with what they rest on.
/// Null is unknown, never zero. Compute price is in yuan for the whole gang and run; latency is a round trip; egress is what
/// moving the workload's data costs, null when it names none.
/// </summary>
public sealed record CandidateFigures(
    decimal? PriceYuan,
    Provenance PriceProvenance,
    double? LatencyMilliseconds,
    Provenance LatencyProvenance,
    double? EnergyKilowattHours,
    double? CarbonGrams,
    Provenance CarbonProvenance,
    decimal? EgressYuan = null)
{
    /// <summary>By how many grams the carbon figure may be off, where it rests on a forecast that says so: an estimate.</summary>
    public double? CarbonErrorGrams { get; init; }

    /// <summary>When that forecast was made; of a gang over several pools the oldest.</summary>
    public DateTimeOffset? CarbonAsOf { get; init; }
}

/// <summary>
/// How long the variant runs on the pool's model, and after how long the site ends it. The basis of the run time: measured or stated by the tenant,
/// or assumed (scaled from another model, or the time limit for want of anything better).
/// </summary>
public sealed record CandidateRunTime(long DurationSeconds, long TimeLimitSeconds, Basis Basis)
{
    /// <summary>How much of both is for bringing the data there; null when it is there, or when nobody knows how fast it moves.</summary>
    public long? TransferSeconds { get; init; }
}

/// <summary>What one objective contributes to the joint cost, in micro-yuan (10⁻⁶ ¥), by the rule's id.</summary>
public sealed record CostTerm(string Objective, long MicroYuan);

/// <summary>Chosen: the plan's placement. Feasible: allowed but dearer or taken by others. Refused: a hard rule says no.</summary>
public enum CandidateVerdict { Chosen, Feasible, Refused }

/// <summary>
/// One pool × variant as the brain saw it for one demand. A feasible one carries its best start, its figures and its cost terms
/// (they sum to the joint cost); a refused one carries the first rule that refused it, with the numbers.
/// </summary>
public sealed record Candidate(
    SiteId Site,
    PoolId Pool,
    int VariantIndex,
    Architecture Architecture,
    AcceleratorModelId Model,
    CandidateVerdict Verdict,
    DateTimeOffset? Start,
    DateTimeOffset? End,
    CandidateFigures? Figures,
    IReadOnlyList<CostTerm> Terms,
    Refusal? RefusedBy)
{
    /// <summary>Of a gang over several pools of the site: all of them, <see cref="Pool"/> the first; null: whole in that one. Empty where no sharing out is possible.</summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }

    /// <summary>Null in decisions from before the model mattered.</summary>
    public CandidateRunTime? RunTime { get; init; }

    /// <summary>Of the chosen one, when it starts now in a pool that knows its nodes: where each member sits, and by how much its share is rounded up.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>The joint objective in micro-yuan: what the brain minimises.</summary>
    public long CostMicroYuan => Terms.Sum(t => t.MicroYuan);
}

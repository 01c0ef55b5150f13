using System.Text.Json;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Plans;

/// <summary>
/// The decision record of one workload in one round: why here, why not there. Candidates come sorted: chosen, feasible by cost, refused by rule.
/// Before a submit (<c>/api/workloads/preview</c>) the plan and the workload are null.
/// </summary>
public sealed record DecisionView(PlanId? Plan, WorkloadId? Workload, DateTimeOffset At, bool DurationIsAssumed, IReadOnlyList<Candidate> Candidates, Refusal? WhyPending);

/// <summary>
/// Which single wish less would have placed a workload or made it cheaper, asked of the plan that its decision is from; null plan: of the latest
/// picture of the network. What would place it comes first, then what saves most.
/// </summary>
public sealed record CounterfactualsView(PlanId? Plan, WorkloadId Workload, DateTimeOffset At, IReadOnlyList<Counterfactual> Items);

/// <summary>The price–latency–carbon frontier of a workload that is not submitted, beside the latest plan; from cheap to dear.</summary>
public sealed record FrontierView(DateTimeOffset At, IReadOnlyList<FrontierPoint> Points);

/// <summary>A row of the plan list. Costs are in micro-yuan; the gap is (objective − bound) / objective.</summary>
public sealed record PlanSummary(
    PlanId Id,
    DateTimeOffset At,
    int Demands,
    int PlacedNow,
    int PlacedLater,
    int Unplaced,
    int StaleRefused,
    long ObjectiveMicroYuan,
    long LowerBoundMicroYuan,
    double SolveMilliseconds,
    string Solver,
    string ProblemDigest);

/// <summary>One placement of a plan.</summary>
public sealed record PlacementView(WorkloadId Workload, SiteId Site, PoolId Pool, int VariantIndex, int Devices, DateTimeOffset Start, DateTimeOffset End, long CostMicroYuan)
{
    /// <summary>Of a gang over several pools of the site; null: whole in the one.</summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }
}

/// <summary>
/// A stored plan whole: the problem exactly as the brain got it (its own JSON; feed it back to replay), the placements, and the verdict
/// of solving the stored problem again just now.
/// </summary>
public sealed record PlanView(PlanSummary Summary, IReadOnlyList<PlacementView> Placements, JsonElement Problem, ReplayVerdict Replay)
{
    /// <summary>What the round leaves on machines, by pool; null when no pool tells its machines.</summary>
    public IReadOnlyList<PoolFragmentation>? Fragmentation { get; init; }
}

/// <summary>Whether the stored problem, solved again, gives the same plan; if not, what differs.</summary>
public sealed record ReplayVerdict(bool SamePlan, IReadOnlyList<string> Differences);

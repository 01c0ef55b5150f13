using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Plans;

/// <summary>A planning round ended; the problem and the plan themselves are stored beside the ledger under the same id.</summary>
public sealed record PlanRecorded(
    PlanId Plan, int Demands, int PlacedNow, int PlacedLater, int Unplaced, long ObjectiveMicroYuan, long LowerBoundMicroYuan,
    string Solver, string ProblemDigest, DateTimeOffset At);

/// <summary>A placement of the plan no longer fitted when it was applied; the next round sees the demand again.</summary>
public sealed record PlacementRefused(PlanId Plan, WorkloadId Workload, PoolId Pool, Refusal Why, DateTimeOffset At);

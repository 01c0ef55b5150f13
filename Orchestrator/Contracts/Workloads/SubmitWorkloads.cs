using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Workloads;

/// <summary>Many intents at once, for sweeps and queues: <c>POST /api/workloads/batch</c> takes all of them on record or none.</summary>
public sealed record SubmitWorkloads
{
    /// <summary>The most that one batch may hold.</summary>
    public const int Most = 1000;

    /// <summary>1–1000, all for one tenant.</summary>
    public required IReadOnlyList<SubmitWorkload> Items { get; init; }
}

/// <summary>The reply to a batch: the workloads' names, in the order of the items.</summary>
public sealed record WorkloadsAccepted(IReadOnlyList<WorkloadId> Ids);

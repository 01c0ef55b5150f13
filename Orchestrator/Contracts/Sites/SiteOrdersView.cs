using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Contracts.Sites;

/// <summary><c>GET /api/sites/{id}/orders</c>: what should be at the site now beside what was last seen of it, and how the latest of its attempts that went wrong ended.</summary>
/// <param name="Site">The site.</param>
/// <param name="AsOf">When it was asked.</param>
/// <param name="Version">Rises with every change; the site asks for orders newer than the last that it applied.</param>
/// <param name="Orders">Every lease at the site, the one planned to end first at the head.</param>
/// <param name="WentWrong">The newest attempts that the site refused, broke off or lost, newest first; at most 30.</param>
public sealed record SiteOrdersView(SiteId Site, DateTimeOffset AsOf, long Version, IReadOnlyList<StandingOrder> Orders, IReadOnlyList<AttemptGoneWrong> WentWrong);

/// <summary>One job that the site should have, or should stop.</summary>
/// <param name="Job">Its key.</param>
/// <param name="Workload">Whose attempt it is.</param>
/// <param name="Pool">Where.</param>
/// <param name="Devices">How many devices it holds there.</param>
/// <param name="Token">A site that has seen a higher one for this job refuses the order.</param>
/// <param name="GrantedAt">When the lease was granted.</param>
/// <param name="PlannedEnd">When it is to be over.</param>
public sealed record StandingOrder(JobKey Job, WorkloadId Workload, PoolId Pool, int Devices, FencingToken Token, DateTimeOffset GrantedAt, DateTimeOffset PlannedEnd)
{
    /// <summary>The site said that it took it (Starting) or runs it (Running); Placed: nothing was seen of it yet. Null: the workload has moved on, the job should stop.</summary>
    public WorkloadPhase? Seen { get; init; }

    /// <summary>When that was seen, by the centre's clock; null before anything was.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>The site was told to stop it, for this coded reason; null: it should run.</summary>
    public string? StopReason { get; init; }
}

/// <summary>How an attempt ended that did not go well at its site.</summary>
public enum AttemptEnd { Refused, Failed, Lost }

/// <summary>An attempt that the site did not take, broke off, or no longer knew of.</summary>
/// <param name="Job">Its key.</param>
/// <param name="Workload">Whose attempt it was.</param>
/// <param name="PromisedAt">When it was given to the site.</param>
/// <param name="End">What became of it.</param>
/// <param name="Why">The coded reason, with its facts where the ledger has them.</param>
/// <param name="EndedAt">When; null where the ledger has no time of its own for it.</param>
public sealed record AttemptGoneWrong(JobKey Job, WorkloadId Workload, DateTimeOffset PromisedAt, AttemptEnd End, Refusal Why, DateTimeOffset? EndedAt);

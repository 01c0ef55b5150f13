using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Pools;

/// <summary>A site declared this pool, or declared it anew with other figures.</summary>
public sealed record PoolDeclared(SiteId Site, PoolDeclaration Pool, DateTimeOffset At);

/// <summary>The site's inventory no longer has the pool; running leases go on, nothing new starts.</summary>
public sealed record PoolWithdrawn(PoolId Pool, DateTimeOffset At);

/// <summary>An operator said how many devices of the pool the network may hold at once; null: all of them. What is held goes on.</summary>
public sealed record PoolCapped(PoolId Pool, int? MostDevices, string? Reason, DateTimeOffset At);

/// <summary>A workload's attempt got the fenced, exclusive right to <c>Devices</c> devices.</summary>
public sealed record LeaseGranted(
    PoolId Pool, WorkloadId Workload, JobKey Job, FencingToken Token, int Devices, PlanId Plan, DateTimeOffset PlannedEnd, DateTimeOffset At)
{
    /// <summary>What each device gives where devices are shared; null: the whole.</summary>
    public int? MilliPerDevice { get; init; }

    /// <summary>Where each member sits, in a pool that tells its nodes.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>The stretches planned after the one that ends with <c>PlannedEnd</c>, which are kept for the workload; null: it runs in one piece.</summary>
    public IReadOnlyList<RunStretch>? Later { get; init; }
}

/// <summary>The job of this lease should stop; the lease stays until the site says that it has.</summary>
public sealed record LeaseStopRequested(PoolId Pool, WorkloadId Workload, JobKey Job, FencingToken Token, string Reason, DateTimeOffset At);

/// <summary>
/// The right of this lease's job has ended without its site's word: whatever the job tells under <c>Token</c> counts no more, and its site is told to refuse it
/// everything below <c>Fence</c>.
/// </summary>
public sealed record LeaseFenced(PoolId Pool, WorkloadId Workload, JobKey Job, FencingToken Token, FencingToken Fence, string Reason, DateTimeOffset At);

/// <summary>The devices are free again.</summary>
public sealed record LeaseReleased(PoolId Pool, WorkloadId Workload, JobKey Job, FencingToken Token, string Reason, DateTimeOffset At);

using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Pools;

/// <summary>
/// Devices of one model at one site, and who holds them. The invariant lives here: leases never hold more devices than the site declared,
/// a job holds at most one lease, and every lease has a higher token than any before it.
/// </summary>
public sealed record Pool(
    string Id,
    PoolId PoolId,
    SiteId Site,
    PoolDeclaration Declaration,
    DateTimeOffset DeclaredAt,
    bool IsWithdrawn,
    FencingToken LastToken,
    IReadOnlyList<Lease> Leases,
    long Revision)
{
    /// <summary>The most devices that the network may hold here at once, by the operator's word; null: all of them.</summary>
    public int? MostDevices { get; init; }

    public static string StreamOf(PoolId pool) => $"pool/{pool}";

    /// <summary>Shares of devices add up; what is left of the last one counts as leased.</summary>
    public int LeasedDevices => (int)((LeasedMilliDevices + Lease.WholeDevice - 1) / Lease.WholeDevice);

    private long LeasedMilliDevices => Leases.Sum(l => l.MilliDevices);

    /// <summary>Never negative: a site may declare fewer devices than are leased, and then nothing is free.</summary>
    private long FreeMilliDevices => IsWithdrawn ? 0 : Math.Max(0, (long)Declaration.Devices * Lease.WholeDevice - LeasedMilliDevices);

    /// <summary>What the operator's cap leaves; it may be lower than what is held, since what runs goes on.</summary>
    private long UncappedMilliDevices => Math.Max(0, (MostDevices ?? Declaration.Devices) * (long)Lease.WholeDevice - LeasedMilliDevices);

    public static Pool Create(PoolDeclared e) => new(StreamOf(e.Pool.Id), e.Pool.Id, e.Site, e.Pool, e.At, false, FencingToken.None, [], 1);

    public Pool Apply(PoolDeclared e) => this with { Declaration = e.Pool, DeclaredAt = e.At, IsWithdrawn = false, Revision = Revision + 1 };

    public Pool Apply(PoolWithdrawn _) => this with { IsWithdrawn = true, Revision = Revision + 1 };

    public Pool Apply(PoolCapped e) => this with { MostDevices = e.MostDevices, Revision = Revision + 1 };

    public Pool Apply(LeaseGranted e) => this with
    {
        LastToken = e.Token,
        Leases = [.. Leases, new Lease(e.Workload, e.Job, e.Token, e.Devices, e.Plan, e.At, e.PlannedEnd, null) { MilliPerDevice = e.MilliPerDevice, Seats = e.Seats, Later = e.Later }],
        Revision = Revision + 1,
    };

    public Pool Apply(LeaseStopRequested e) => this with
    {
        Leases = [.. Leases.Select(l => l.Job == e.Job ? l with { StopReason = e.Reason } : l)],
        Revision = Revision + 1,
    };

    public Pool Apply(LeaseFenced e) => this with { LastToken = e.Fence > LastToken ? e.Fence : LastToken, Revision = Revision + 1 };

    public Pool Apply(LeaseReleased e) => this with { Leases = [.. Leases.Where(l => l.Job != e.Job)], Revision = Revision + 1 };

    /// <summary>The first declaration of a pool that has no stream yet.</summary>
    public static Decision DeclareNew(SiteId site, PoolDeclaration declaration, DateTimeOffset now) => Decision.Happens(new PoolDeclared(site, declaration, now));

    public Decision Declare(PoolDeclaration declaration, DateTimeOffset now) =>
        IsSame(declaration, Declaration) && !IsWithdrawn ? Decision.Nothing : Decision.Happens(new PoolDeclared(Site, declaration, now));

    /// <summary>Lists compare by what is in them.</summary>
    private static bool IsSame(PoolDeclaration one, PoolDeclaration other) =>
        one with { Maintenance = null, Nodes = null } == other with { Maintenance = null, Nodes = null }
        && (one.Maintenance ?? []).SequenceEqual(other.Maintenance ?? []) && (one.Nodes ?? []).SequenceEqual(other.Nodes ?? []);

    public Decision Withdraw(DateTimeOffset now) => IsWithdrawn ? Decision.Nothing : Decision.Happens(new PoolWithdrawn(PoolId, now));

    public Decision Cap(int? mostDevices, string? reason, DateTimeOffset now) =>
        mostDevices == MostDevices ? Decision.Nothing : Decision.Happens(new PoolCapped(PoolId, mostDevices, reason, now));

    /// <summary>Grants the devices, or says why the plan's placement is stale. Granting the same job again changes nothing.</summary>
    /// <param name="milliPerDevice">What is taken of each device; null: the whole.</param>
    /// <param name="seats">Devices by name, where the plan says which; each of them must have that much left.</param>
    /// <param name="atLeast">Where one job gets leases of several pools: the token that they agree on, so that it is fenced as one.</param>
    /// <param name="later">Stretches planned after the one that ends at <paramref name="plannedEnd"/>.</param>
    public Decision Grant(
        WorkloadId workload, JobKey job, int devices, PlanId plan, DateTimeOffset plannedEnd, DateTimeOffset now, int? milliPerDevice = null, IReadOnlyList<MemberSeat>? seats = null,
        IReadOnlyList<RunStretch>? later = null, FencingToken? atLeast = null)
    {
        if (Leases.Any(l => l.Job == job))
            return Decision.Nothing;
        if (IsWithdrawn)
            return Decision.Refuse("pool-withdrawn", ("pool", PoolId));
        var milli = (long)devices * (milliPerDevice ?? Lease.WholeDevice);
        if (milli > FreeMilliDevices)
            return Decision.Refuse("pool-full", ("pool", PoolId), ("needDevices", milli / (decimal)Lease.WholeDevice), ("freeDevices", FreeMilliDevices / (decimal)Lease.WholeDevice));
        if (milli > UncappedMilliDevices)
            return Decision.Refuse("pool-capped", ("pool", PoolId), ("mostDevices", MostDevices), ("leasedDevices", LeasedDevices), ("needDevices", milli / (decimal)Lease.WholeDevice));
        if (Seating.WhyNot(this, seats ?? []) is { } taken)
            return new Decision([], taken);
        return Decision.Happens(new LeaseGranted(PoolId, workload, job, NextToken(atLeast), devices, plan, plannedEnd, now) { MilliPerDevice = milliPerDevice, Seats = seats, Later = later });
    }

    private FencingToken NextToken(FencingToken? atLeast) => atLeast is { } agreed && agreed > LastToken ? agreed : LastToken.Next();

    public Decision RequestStop(JobKey job, string reason, DateTimeOffset now) =>
        Leases.FirstOrDefault(l => l.Job == job) is { StopReason: null } lease
            ? Decision.Happens(new LeaseStopRequested(PoolId, lease.Workload, job, lease.Token, reason, now))
            : Decision.Nothing;

    /// <summary>The jobs whose stretch is over should stop and go on later.</summary>
    public Decision EndStretches(DateTimeOffset now) => Decision.Happens([
        .. Leases.Where(l => l.Later is not null && l.StopReason is null && l.PlannedEnd <= now)
            .Select(l => new LeaseStopRequested(PoolId, l.Workload, l.Job, l.Token, Lease.StretchOver, now)),
    ]);

    /// <summary>Nothing below the fence is this job's right any more; it is higher than any token that the pool has given.</summary>
    public Decision Fence(JobKey job, FencingToken fence, string reason, DateTimeOffset now) =>
        Leases.FirstOrDefault(l => l.Job == job) is { } lease
            ? Decision.Happens(new LeaseFenced(PoolId, lease.Workload, job, lease.Token, fence, reason, now))
            : Decision.Nothing;

    public Decision Release(JobKey job, string reason, DateTimeOffset now) =>
        Leases.FirstOrDefault(l => l.Job == job) is { } lease
            ? Decision.Happens(new LeaseReleased(PoolId, lease.Workload, job, lease.Token, reason, now))
            : Decision.Nothing;
}

/// <summary>The fenced right of one job to N devices; <c>StopReason</c> is set once the job should stop.</summary>
public sealed record Lease(
    WorkloadId Workload, JobKey Job, FencingToken Token, int Devices, PlanId Plan, DateTimeOffset GrantedAt, DateTimeOffset PlannedEnd, string? StopReason)
{
    /// <summary>Why a job stops that is to go on later.</summary>
    public const string StretchOver = "stretch-over";

    /// <summary>Why a job stops whose rest costs less elsewhere.</summary>
    public const string MovesOn = "moves-on";

    /// <summary>Milli-devices of one device.</summary>
    public const int WholeDevice = 1000;

    /// <summary>Why a best-effort job is stopped when a promise needs its room.</summary>
    public const string GaveWay = "gave-way";

    /// <summary>Null: whole devices.</summary>
    public int? MilliPerDevice { get; init; }

    /// <summary>Null where the pool is a count, or was one when the lease was granted.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>The stretches of its workload that are planned after this one; null when there are none.</summary>
    public IReadOnlyList<RunStretch>? Later { get; init; }

    /// <summary>Its stop is no loss: the workload goes on from where it is, later or elsewhere.</summary>
    public bool IsSuspending() => StopReason is StretchOver or MovesOn;

    internal long MilliDevices => (long)Devices * (MilliPerDevice ?? WholeDevice);
}

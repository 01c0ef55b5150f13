using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// Everything that one planning round decides on, as data: what pools offer and what workloads ask, seen at <see cref="Now"/>.
/// Stored whole with the plan, so that the same decision can be made again a year later.
/// </summary>
public sealed record PlanningProblem
{
    /// <summary>The shape of this document; a reader that knows another shape refuses it.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The instant that slot 0 starts.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Length of a slot; workloads start on slot boundaries and hold every slot that they touch.</summary>
    public required int SlotMinutes { get; init; }

    /// <summary>The horizon: a workload may start in slots 0 … Slots − 1 (it may end later).</summary>
    public required int Slots { get; init; }

    public required IReadOnlyList<PoolSupply> Pools { get; init; }
    public required IReadOnlyList<Demand> Demands { get; init; }

    /// <summary>What tenants may use at most; a tenant that is not listed has no limits.</summary>
    public IReadOnlyList<TenantLimits>? Tenants { get; init; }

    /// <summary>Workloads that run already and that the demands must stand together with or apart from.</summary>
    public IReadOnlyList<StandingWorkload>? Standing { get; init; }

    /// <summary>Where the sites lie that hold data of the demands, if they have no pool in the problem.</summary>
    public IReadOnlyList<DataSite>? DataSites { get; init; }

    /// <summary>Peak speeds of device models: how a run time scales from one to another where nobody knows the throughput. Null: none is known.</summary>
    public IReadOnlyList<ModelPeak>? Models { get; init; }

    /// <summary>
    /// Workloads that run, can be interrupted, and would be moved if that gained more than it costs. Each says where it runs and how far it is; its devices are
    /// among the commitments. Null: nothing is moved.
    /// </summary>
    public IReadOnlyList<Demand>? Running { get; init; }

    /// <summary>The round that this one follows; null plans everything from nothing.</summary>
    public PreviousRound? Previous { get; init; }
}

/// <summary>Dense half-precision peak of one device of a model, in teraflops.</summary>
public sealed record ModelPeak(AcceleratorModelId Model, double Teraflops, Provenance Provenance);

/// <summary>
/// A tenant's quota and budget. Devices at once are accelerators: cores of the cpu architecture do not count. The budget is what is left of it for
/// the runs that this problem starts: their compute price and egress, whole. Null does not limit.
/// </summary>
public sealed record TenantLimits(TenantId Tenant, int? DevicesAtOnce = null, decimal? BudgetYuan = null)
{
    /// <summary>Accelerators that the tenant's running workloads hold; like every commitment without a start, from now on.</summary>
    public IReadOnlyList<Commitment>? Holds { get; init; }
}

/// <summary>A workload that has its place already, with its own wishes about the others.</summary>
public sealed record StandingWorkload(WorkloadId Workload, SiteId Site)
{
    public IReadOnlyList<WorkloadId>? Together { get; init; }
    public IReadOnlyList<WorkloadId>? Apart { get; init; }
}

/// <summary>Region and country of a site.</summary>
public sealed record DataSite(SiteId Site, RegionId Region, string Country);

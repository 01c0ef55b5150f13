using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// A problem under a policy, indexed and with its unknowns resolved: what every rule, solver and explanation looks things up in.
/// A pool or workload named twice is planned once, as first told. Cheap to make: no work per demand × pool.
/// </summary>
public sealed class PlanningCase
{
    private readonly Dictionary<PlaceId, PoolLatencies> latencies = [];
    private readonly Dictionary<WorkloadId, int> demandIndex = [];
    private readonly Dictionary<PoolId, int> poolIndex = [];
    private readonly Dictionary<TenantId, Weights> weights = [];
    private readonly Weights networkWeights;
    private readonly Dictionary<TenantId, TenantLimits> limits = [];
    private readonly Dictionary<SiteId, DataSite> dataSites = [];

    public PlanningCase(PlanningProblem problem, PlanningPolicy policy)
    {
        (Problem, Policy, Prices) = (problem, policy, new PolicyPrices(policy));
        networkWeights = Weights.Of(policy, null);
        foreach (var tenant in policy.Tenants ?? [])
            weights.TryAdd(tenant.Tenant, Weights.Of(policy, tenant));
        foreach (var tenant in problem.Tenants ?? [])
            limits.TryAdd(tenant.Tenant, tenant);
        foreach (var site in problem.DataSites ?? [])
            dataSites.TryAdd(site.Site, site);
        foreach (var pool in problem.Pools)
            dataSites.TryAdd(pool.Site, new DataSite(pool.Site, pool.Region, pool.Country));
        Ties = new Ties(problem);
        var pools = problem.Pools.Where(p => poolIndex.TryAdd(p.Pool, poolIndex.Count)).ToList();
        Clock = new SlotClock(problem.Now, problem.SlotMinutes, problem.Slots, policy.Limits.PoolSlots / Math.Max(1, pools.Count));
        Worst = WorstKnown.Among(pools, policy.Assumed);
        Peaks = new ModelPeaks(problem.Models ?? []);
        Models = [.. pools.Select(p => p.Model).Distinct()];
        var models = Models.Index().ToDictionary(m => m.Item, m => m.Index);
        Pools = [.. pools.Select((p, index) => new PoolFacts(p, index, models[p.Model], Clock, Worst, Prices.CarbonCaution))];
        Expected = new ExpectedRequests(this);
        HasNodes = Pools.Any(p => p.Nodes is not null);
        Demands = [.. problem.Demands.Where(d => demandIndex.TryAdd(d.Workload, demandIndex.Count)).Select(d => new DemandFacts(d, this))];
        HasInterruptible = Demands.Any(d => d.Interruption is not null);
        HasSpreads = Demands.Any(d => d.Demand.Span == Contracts.Workloads.GangSpan.Site);
        CostLimitMicroYuan = Math.Min(Micro.MostPerTerm, (1L << 60) / (Demands.Count + 1));
    }

    public PlanningProblem Problem { get; }
    public PlanningPolicy Policy { get; }
    public PolicyPrices Prices { get; }
    public SlotClock Clock { get; }
    public WorstKnown Worst { get; }
    public IReadOnlyList<PoolFacts> Pools { get; }

    /// <summary>The device models of the pools, each once.</summary>
    public IReadOnlyList<AcceleratorModelId> Models { get; }

    internal ModelPeaks Peaks { get; }
    public IReadOnlyList<DemandFacts> Demands { get; }

    /// <summary>The most that one placement may cost, so that the sum over all demands stays a whole number of 64 bits.</summary>
    public long CostLimitMicroYuan { get; }

    public DemandFacts? FindDemand(WorkloadId workload) => demandIndex.TryGetValue(workload, out var index) ? Demands[index] : null;

    public PoolFacts? FindPool(PoolId pool) => poolIndex.TryGetValue(pool, out var index) ? Pools[index] : null;

    /// <summary>A demand that is not (yet) part of the problem, seen against it.</summary>
    public DemandFacts Consider(Demand demand) => new(demand, this);

    /// <summary>Null when nobody says where the site is.</summary>
    public DataSite? WhereIs(SiteId site) => dataSites.GetValueOrDefault(site);

    internal Ties Ties { get; }

    /// <summary>Whether any pool knows its nodes: then what starts now needs seats.</summary>
    internal bool HasNodes { get; }

    /// <summary>What the policy of seats values the rest of a node for.</summary>
    internal ExpectedRequests Expected { get; }

    /// <summary>Whether placements share anything but devices: then one demand's place decides what another may do.</summary>
    internal bool HasCommons => limits.Count > 0 || Ties.Any;

    /// <summary>Whether some demand may run in stretches.</summary>
    public bool HasInterruptible { get; }

    /// <summary>Whether some demand of the problem asks for several pools, were it only for one member.</summary>
    public bool HasSpreads { get; }

    internal TenantLimits? LimitsOf(TenantId tenant) => limits.GetValueOrDefault(tenant);

    internal Weights WeightsOf(TenantId tenant) => weights.GetValueOrDefault(tenant, networkWeights);

    internal PoolLatencies LatenciesFrom(PlaceId place)
    {
        if (latencies.TryGetValue(place, out var found))
            return found;
        var rows = Pools.Select(p => p.Supply.Latencies.FirstOrDefault(l => l.Place == place)).ToList();
        var milliseconds = rows.Select(r => Known.Figure(r?.Milliseconds)).ToArray();
        var worst = milliseconds.Max() ?? Known.Factor(Policy.Assumed.LatencyMilliseconds);
        var source = milliseconds.Any(m => m is not null) ? $"unknown latency: the highest known from {place}" : "unknown latency: the policy's assumption";
        return latencies[place] = new PoolLatencies(milliseconds, [.. rows.Select(r => r?.Provenance ?? Provenance.Unknown)], worst, Provenance.Assumed(source));
    }
}

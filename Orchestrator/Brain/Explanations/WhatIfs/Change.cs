using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.WhatIfs;

/// <summary>A typed change to a stored problem and its policy. It can be refused, for what it names and the problem does not have.</summary>
public abstract record Change
{
    /// <summary>Null when the change makes sense for the problem.</summary>
    public abstract Refusal? RefuseFor(PlanningProblem problem);

    /// <summary>The changed copies; only for a change that is not refused.</summary>
    internal abstract (PlanningProblem Problem, PlanningPolicy Policy) Apply(PlanningProblem problem, PlanningPolicy policy);

    private protected static PlanningProblem WithPools(PlanningProblem problem, Func<PoolSupply, bool> which, Func<PoolSupply, PoolSupply> change) =>
        problem with { Pools = [.. problem.Pools.Select(p => which(p) ? change(p) : p)] };
}

/// <summary>A site takes no work any more, as when nobody can reach it.</summary>
public sealed record SiteLost(SiteId Site) : Change
{
    public override Refusal? RefuseFor(PlanningProblem problem) => problem.Pools.Any(p => p.Site == Site) ? null : Refusal.Because("site-unknown", ("site", Site));

    internal override (PlanningProblem Problem, PlanningPolicy Policy) Apply(PlanningProblem problem, PlanningPolicy policy) =>
        (WithPools(problem, p => p.Site == Site, p => p with { TakesNoWork = Refusal.Because("site-lost", ("site", Site)) }), policy);
}

/// <summary>Prices times a factor: of one pool, of one site's pools, or of all.</summary>
public sealed record PriceTimes(decimal Factor, SiteId? Site = null, PoolId? Pool = null) : Change
{
    public override Refusal? RefuseFor(PlanningProblem problem) =>
        Factor is < 0 or > 1_000_000 ? Refusal.Because("factor-out-of-range", ("factor", Factor), ("least", 0), ("most", 1_000_000))
        : problem.Pools.Any(Concerns) ? null
        : Pool is { } pool ? Refusal.Because("pool-unknown", ("pool", pool))
        : Refusal.Because("site-unknown", ("site", Site));

    internal override (PlanningProblem Problem, PlanningPolicy Policy) Apply(PlanningProblem problem, PlanningPolicy policy) =>
        (WithPools(problem, Concerns, p => p with { PriceYuanPerDeviceHour = p.PriceYuanPerDeviceHour is { } price && Math.Abs(price) < 1_000_000_000 ? price * Factor : p.PriceYuanPerDeviceHour }), policy);

    private bool Concerns(PoolSupply pool) => (Site is null || pool.Site == Site) && (Pool is null || pool.Pool == Pool);
}

/// <summary>Another carbon price.</summary>
public sealed record CarbonPrice(decimal YuanPerTonne) : Change
{
    public override Refusal? RefuseFor(PlanningProblem problem) => YuanPerTonne < 0 ? Refusal.Because("price-negative", ("yuanPerTonne", YuanPerTonne)) : null;

    internal override (PlanningProblem Problem, PlanningPolicy Policy) Apply(PlanningProblem problem, PlanningPolicy policy) => (problem, policy with { CarbonYuanPerTonne = YuanPerTonne });
}

/// <summary>Other weights; null leaves one as it is.</summary>
public sealed record Weighing(double? Price = null, double? Latency = null, double? Carbon = null) : Change
{
    public override Refusal? RefuseFor(PlanningProblem problem) =>
        new[] { Price, Latency, Carbon }.Any(w => w is < 0 || w is { } told && !double.IsFinite(told)) ? Refusal.Because("weight-negative", ("price", Price), ("latency", Latency), ("carbon", Carbon)) : null;

    internal override (PlanningProblem Problem, PlanningPolicy Policy) Apply(PlanningProblem problem, PlanningPolicy policy) =>
        (problem, policy with { PriceWeight = Price ?? policy.PriceWeight, LatencyWeight = Latency ?? policy.LatencyWeight, CarbonWeight = Carbon ?? policy.CarbonWeight });
}

/// <summary>Another policy as a whole; limits, seed and assumptions stay as they were, so that only the wishes differ.</summary>
public sealed record OtherPolicy(PlanningPolicy Policy) : Change
{
    public override Refusal? RefuseFor(PlanningProblem problem) => null;

    internal override (PlanningProblem Problem, PlanningPolicy Policy) Apply(PlanningProblem problem, PlanningPolicy policy) =>
        (problem, Policy with { UnplacedYuan = policy.UnplacedYuan, MostMoves = policy.MostMoves, Assumed = policy.Assumed, Limits = policy.Limits, Seed = policy.Seed });
}

/// <summary>A pool with another number of devices.</summary>
public sealed record PoolDevices(PoolId Pool, int Devices) : Change
{
    public override Refusal? RefuseFor(PlanningProblem problem) =>
        Devices < 0 ? Refusal.Because("devices-negative", ("devices", Devices))
        : problem.Pools.Any(p => p.Pool == Pool) ? null : Refusal.Because("pool-unknown", ("pool", Pool));

    internal override (PlanningProblem Problem, PlanningPolicy Policy) Apply(PlanningProblem problem, PlanningPolicy policy) =>
        (WithPools(problem, p => p.Pool == Pool, p => p with { Devices = Devices }), policy);
}

/// <summary>One demand more.</summary>
public sealed record DemandAdded(Demand Demand) : Change
{
    public override Refusal? RefuseFor(PlanningProblem problem) =>
        problem.Demands.Any(d => d.Workload == Demand.Workload) ? Refusal.Because("workload-known", ("workload", Demand.Workload)) : null;

    internal override (PlanningProblem Problem, PlanningPolicy Policy) Apply(PlanningProblem problem, PlanningPolicy policy) =>
        (problem with { Demands = [.. problem.Demands, Demand] }, policy);
}

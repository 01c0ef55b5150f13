using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules.Filters;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>A site that has kept fewer of its promises than the floor asks; one without any record cannot be told.</summary>
internal sealed class LowerTrust : IRelaxation
{
    public string Id => "lower-trust";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.MinTrust is null ? [] : [demand with { Placement = demand.Placement with { MinTrust = null } }];

    public double? Need(Demand demand, in Candidacy open, int slot) => TrustIsKnown.IsEarned(open.Pool.Supply) && demand.Placement.MinTrust - Known.Share(open.Pool.Supply.Trust) is > 0 and var lower ? lower : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(
        demand with { Placement = demand.Placement with { MinTrust = open.Pool.Supply.Trust } }, ("minTrust", open.Pool.Supply.Trust), ("insteadOf", demand.Placement.MinTrust));
}

/// <summary>Less between the tenants of a device than asked; a pool that does not say cannot be told.</summary>
internal sealed class WeakerIsolation : IRelaxation
{
    public string Id => "weaker-isolation";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.MinIsolation is null ? [] : [demand with { Placement = demand.Placement with { MinIsolation = null } }];

    public double? Need(Demand demand, in Candidacy open, int slot) => (int?)demand.Placement.MinIsolation - (int?)open.Pool.Supply.Isolation is > 0 and var weaker ? weaker : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(
        demand with { Placement = demand.Placement with { MinIsolation = open.Pool.Supply.Isolation } }, ("minIsolation", open.Pool.Supply.Isolation), ("insteadOf", demand.Placement.MinIsolation));
}

/// <summary>Data sets that may go anywhere: as few of them as the place needs.</summary>
internal sealed class DataMayTravel : IRelaxation
{
    public string Id => "data-may-travel";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) => demand.Placement.Data?.Any(d => d.StaysIn != DataBound.Anywhere) == true
        ? [demand with { Placement = demand.Placement with { Data = [.. demand.Placement.Data.Select(d => d with { StaysIn = DataBound.Anywhere })] } }]
        : [];

    public double? Need(Demand demand, in Candidacy open, int slot)
    {
        var candidate = open;
        return demand.Placement.Data!.Count(d => DataStaysInBounds.Leaves(candidate, d)) is > 0 and var leaving ? leaving : null;
    }

    public Relaxed To(Demand demand, in Candidacy open, int slot)
    {
        var candidate = open;
        var freed = demand.Placement.Data!.Where(d => DataStaysInBounds.Leaves(candidate, d)).ToList();
        return new(
            demand with { Placement = demand.Placement with { Data = [.. demand.Placement.Data!.Select(d => freed.Contains(d) ? d with { StaysIn = DataBound.Anywhere } : d)] } },
            ("dataSites", string.Join(" ", freed.Select(d => d.At))), ("gigabytes", freed.Sum(d => d.Gigabytes)));
    }
}

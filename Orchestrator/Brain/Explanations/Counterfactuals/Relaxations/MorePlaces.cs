using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>One more country allowed.</summary>
internal sealed class AllowCountry : IRelaxation
{
    public string Id => "allow-country";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.AllowedCountries.Count == 0 ? [] : [demand with { Placement = demand.Placement with { AllowedCountries = [] } }];

    public double? Need(Demand demand, in Candidacy open, int slot) =>
        demand.Placement.AllowedCountries.Contains(open.Pool.Supply.Country, StringComparer.OrdinalIgnoreCase) ? null : 1;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(
        demand with { Placement = demand.Placement with { AllowedCountries = [.. demand.Placement.AllowedCountries, open.Pool.Supply.Country] } }, ("country", open.Pool.Supply.Country));
}

/// <summary>One more region allowed.</summary>
internal sealed class AllowRegion : IRelaxation
{
    public string Id => "allow-region";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.AllowedRegions.Count == 0 ? [] : [demand with { Placement = demand.Placement with { AllowedRegions = [] } }];

    public double? Need(Demand demand, in Candidacy open, int slot) => demand.Placement.AllowedRegions.Contains(open.Pool.Supply.Region) ? null : 1;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(
        demand with { Placement = demand.Placement with { AllowedRegions = [.. demand.Placement.AllowedRegions, open.Pool.Supply.Region] } }, ("region", open.Pool.Supply.Region));
}

/// <summary>One more site allowed.</summary>
internal sealed class AllowSite : IRelaxation
{
    public string Id => "allow-site";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.AllowedSites.Count == 0 ? [] : [demand with { Placement = demand.Placement with { AllowedSites = [] } }];

    public double? Need(Demand demand, in Candidacy open, int slot) => demand.Placement.AllowedSites.Contains(open.Pool.Supply.Site) ? null : 1;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(
        demand with { Placement = demand.Placement with { AllowedSites = [.. demand.Placement.AllowedSites, open.Pool.Supply.Site] } }, ("site", open.Pool.Supply.Site));
}

/// <summary>One site no longer denied.</summary>
internal sealed class AdmitDeniedSite : IRelaxation
{
    public string Id => "admit-denied-site";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.DeniedSites.Count == 0 ? [] : [demand with { Placement = demand.Placement with { DeniedSites = [] } }];

    public double? Need(Demand demand, in Candidacy open, int slot) => demand.Placement.DeniedSites.Contains(open.Pool.Supply.Site) ? 1 : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot)
    {
        var site = open.Pool.Supply.Site;
        return new(demand with { Placement = demand.Placement with { DeniedSites = [.. demand.Placement.DeniedSites.Where(s => s != site)] } }, ("site", site));
    }
}

/// <summary>One more country whose law may bind the operator; where nobody knows the operator's country it cannot be told.</summary>
internal sealed class AllowOperatorCountry : IRelaxation
{
    public string Id => "allow-operator-country";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.AllowedOperatorCountries is { Count: > 0 } ? [demand with { Placement = demand.Placement with { AllowedOperatorCountries = null } }] : [];

    public double? Need(Demand demand, in Candidacy open, int slot) => open.Pool.Supply.OperatorCountry is { } country
        && !demand.Placement.AllowedOperatorCountries!.Contains(country, StringComparer.OrdinalIgnoreCase) ? 1 : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(
        demand with { Placement = demand.Placement with { AllowedOperatorCountries = [.. demand.Placement.AllowedOperatorCountries!, open.Pool.Supply.OperatorCountry!] } }, ("country", open.Pool.Supply.OperatorCountry));
}

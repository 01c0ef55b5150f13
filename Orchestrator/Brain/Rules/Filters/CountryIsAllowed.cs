using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>Residency: a workload stays in the countries that its tenant allows.</summary>
public sealed class CountryIsAllowed : IFilter
{
    public string Id => "country-not-allowed";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.AllowedCountries.Count > 0;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.AllowedCountries is { Count: 0 } || candidate.Demand.Demand.Placement.AllowedCountries.Contains(candidate.Pool.Supply.Country, StringComparer.OrdinalIgnoreCase);

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("country", candidate.Pool.Supply.Country),
        ("allowedCountries", string.Join(" ", candidate.Demand.Demand.Placement.AllowedCountries)));
}

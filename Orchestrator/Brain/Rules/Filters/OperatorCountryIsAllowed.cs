using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>
/// Sovereignty: the site's operator answers to the law of an allowed country only, wherever the site stands. An operator whose country is not known
/// is not allowed.
/// </summary>
public sealed class OperatorCountryIsAllowed : IFilter
{
    public string Id => "operator-country-not-allowed";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.AllowedOperatorCountries is { Count: > 0 };

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.AllowedOperatorCountries is not { Count: > 0 } allowed
        || candidate.Pool.Supply.OperatorCountry is { } country && allowed.Contains(country, StringComparer.OrdinalIgnoreCase);

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("operatorCountry", candidate.Pool.Supply.OperatorCountry ?? "unknown"),
        ("allowedOperatorCountries", string.Join(" ", candidate.Demand.Demand.Placement.AllowedOperatorCountries ?? [])));
}

using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A variant that names a device model runs only on that model.</summary>
public sealed class ModelMatches : IFilter
{
    public string Id => "model-differs";

    public bool Allows(in Candidacy candidate) => candidate.Variant.Variant.Model is not { } model || model == candidate.Pool.Supply.Model;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("needModel", candidate.Variant.Variant.Model),
        ("poolModel", candidate.Pool.Supply.Model));
}

using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A pool without a price cannot be ranked against others, and is never taken as free.</summary>
public sealed class PriceIsKnown : IFilter
{
    public string Id => "price-unknown";

    public bool Allows(in Candidacy candidate) => candidate.Pool.PriceYuanPerDeviceHour is not null;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id, ("pool", candidate.Pool.Supply.Pool));
}

using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A site that takes no work (drained, unreachable, capped…) gets none; the reason is the one that came with the pool, code and all.</summary>
public sealed class SiteAcceptsWork : IFilter
{
    public string Id => "site-accepts-work";

    public bool Allows(in Candidacy candidate) => candidate.Pool.Supply.TakesNoWork is null;

    public Refusal Because(in Candidacy candidate) => candidate.Pool.Supply.TakesNoWork ?? Refusal.Because(Id, ("site", candidate.Pool.Supply.Site));
}

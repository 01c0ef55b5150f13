using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>
/// A hard rule about one demand's variant and one pool, whatever else the plan does: may it ever run there?
/// The first filter of the <see cref="Rulebook"/> that does not allow a candidate is the reason shown for it.
/// </summary>
public interface IFilter
{
    /// <summary>Stable kebab-case word for the "no"; also the code of the refusal, translated on screens.</summary>
    string Id { get; }

    /// <summary>Whether it could ever refuse this demand; solvers do not ask a rule that has nothing to say.</summary>
    bool Concerns(DemandFacts demand) => true;

    bool Allows(in Candidacy candidate);

    /// <summary>The "no" with its numbers; only asked when <see cref="Allows"/> said so.</summary>
    Refusal Because(in Candidacy candidate);
}

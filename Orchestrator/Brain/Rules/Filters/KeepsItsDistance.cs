using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A workload that must not share a site with one that already has its place goes elsewhere.</summary>
public sealed class KeepsItsDistance : IFilter
{
    public string Id => "must-stand-apart";

    public bool Concerns(DemandFacts demand) => demand.Ties.Count > 0;

    public bool Allows(in Candidacy candidate) => StandsByItsCompanions.Broken(candidate, together: false) is null;

    public Refusal Because(in Candidacy candidate) => StandsByItsCompanions.Because(Id, candidate, StandsByItsCompanions.Broken(candidate, together: false)!.Value);
}

using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A gang never splits over pools, so one pool must have all its devices.</summary>
public sealed class GangFitsPool : IFilter
{
    public string Id => "gang-larger-than-pool";

    public bool Allows(in Candidacy candidate) => candidate.Units <= (long)candidate.Pool.Devices * candidate.Pool.UnitsPerDevice;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("needDevices", candidate.Pool.InDevices(candidate.Units)),
        ("gangMembers", candidate.Demand.Demand.GangMembers),
        ("poolDevices", candidate.Pool.Devices));
}

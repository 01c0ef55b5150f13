using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A gang never splits over pools, so one pool must have all its devices.</summary>
public sealed class GangFitsPool : IFilter
{
    public string Id => "gang-larger-than-pool";

    public bool Allows(in Candidacy candidate) => candidate.Variant.Devices <= candidate.Pool.Devices;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("needDevices", candidate.Variant.Devices),
        ("gangMembers", candidate.Demand.Demand.GangMembers),
        ("poolDevices", candidate.Pool.Devices));
}

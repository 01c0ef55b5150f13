using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>One pool must have all devices of a gang. Where its members may stand in several pools of a site, those are candidates of their own (<see cref="Spreads"/>).</summary>
public sealed class GangFitsPool : IFilter
{
    public string Id => "gang-larger-than-pool";

    public bool Allows(in Candidacy candidate) => candidate.Units <= (long)candidate.Pool.Devices * candidate.Pool.UnitsPerDevice;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("needDevices", candidate.Pool.InDevices(candidate.Units)),
        ("gangMembers", candidate.Demand.Demand.GangMembers),
        ("poolDevices", candidate.Pool.Devices));
}

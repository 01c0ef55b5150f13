using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>One pool must offer all devices of a gang; a site may offer fewer than it has. Where its members may stand in several pools of a site, those are candidates of their own (<see cref="Spreads"/>).</summary>
public sealed class GangFitsPool : IFilter
{
    public string Id => "gang-larger-than-pool";

    public bool Allows(in Candidacy candidate) => candidate.Units <= (long)candidate.Pool.MostDevices * candidate.Pool.UnitsPerDevice;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("needDevices", candidate.Pool.InDevices(candidate.Units)),
        ("gangMembers", candidate.Demand.Demand.GangMembers),
        ("poolDevices", candidate.Pool.MostDevices));
}

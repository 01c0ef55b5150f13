using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A member of a gang never splits over machines: where a pool knows its nodes, one of them, empty, must be large enough for it.</summary>
public sealed class MemberFitsNode : IFilter
{
    public string Id => "member-larger-than-node";

    public bool Allows(in Candidacy candidate) => candidate.Pool.Kinds is not { } kinds || kinds.CanHold(MemberRequest.Of(candidate));

    public Refusal Because(in Candidacy candidate)
    {
        var (asked, nodes) = (MemberRequest.Of(candidate), candidate.Pool.Nodes!);
        return Refusal.Because(Id,
            ("devicesPerMember", asked.Devices),
            ("mostDevices", nodes.Max(n => n.Devices)),
            ("milliCoresPerMember", asked.MilliCpu),
            ("mostMilliCores", nodes.Max(n => n.MilliCpu)),
            ("memoryMebibytes", asked.MemoryMebibytes),
            ("mostMebibytes", nodes.Max(n => n.MemoryMebibytes)),
            ("oneIsland", asked.OneIsland ? "true" : "false"));
    }
}

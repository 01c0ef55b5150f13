using ComputeNet.Brain.Packing.Policies;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// What is expected to arrive on the nodes of each architecture: what the problem's demands ask for. Worked out once per case, when somebody asks: the
/// prices of a mix take a tenth of a second.
/// </summary>
internal sealed class ExpectedRequests(PlanningCase @case)
{
    private readonly Dictionary<Architecture, RequestMix> mixes = [];
    private readonly Lock gate = new();

    internal RequestMix On(Architecture architecture)
    {
        lock (gate)
        {
            if (!mixes.TryGetValue(architecture, out var mix))
            {
                mixes[architecture] = mix = RequestMix.Of(@case.Demands.SelectMany(d => d.Variants.Select(v => v.Variant))
                    .Where(v => v.Architecture == architecture).Select(MemberRequest.Of).Where(r => r.Nonsense() is null));
            }
            return mix;
        }
    }
}

using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Packing.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// What is expected to arrive on nodes: what the problem's demands ask for, as it is rounded where devices are shared in that way. Worked out once per case,
/// when somebody asks: the prices of a mix take a tenth of a second.
/// </summary>
internal sealed class ExpectedRequests(PlanningCase @case)
{
    private readonly Dictionary<(Architecture, DeviceSharing?), RequestMix> mixes = [];
    private readonly Lock gate = new();

    /// <summary>For a pool that knows its nodes.</summary>
    internal RequestMix In(PoolFacts pool)
    {
        var key = (pool.Supply.Architecture, pool.Supply.Sharing);
        lock (gate)
        {
            if (!mixes.TryGetValue(key, out var mix))
            {
                mixes[key] = mix = RequestMix.Of(@case.Demands.SelectMany(d => d.Variants.Select(v => v.Variant))
                    .Where(v => v.Architecture == pool.Supply.Architecture).Select(MemberRequest.Of).Where(r => r.Nonsense() is null)
                    .Select(r => r with { MilliPerDevice = Rounding.MilliOn(pool.Nodes![0], r) }));
            }
            return mix;
        }
    }
}

using ComputeNet.Brain.Packing.Policies;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>
/// Placement down to node and device as one pure function: nodes, residents and an arrival in, a place (with rounding and evictions) or
/// a refusal with numbers out. For a stream of arrivals keep a <see cref="PackingBoard"/> and ask that.
/// </summary>
public static class NodePacker
{
    /// <param name="expected">The mix of requests that the network sees; what is left is valued for them.</param>
    /// <exception cref="InvalidOperationException">A resident holds what its node does not have.</exception>
    public static NodeDecision Place(IReadOnlyList<Node> nodes, IReadOnlyList<Resident> residents, NodeArrival arrival, RequestMix expected)
    {
        var policy = new ScoredPolicy(new DirectedWorth(expected));
        if (arrival.Class == ServiceClass.BestEffort)
            return new(Occupancy.WithIdleLent(nodes, residents, arrival).Place(policy, arrival.Request), []);
        var peaceful = Occupancy.OfAll(nodes, residents).Place(policy, arrival.Request);
        if (peaceful is PackingAnswer.Placed)
            return new(peaceful, []);
        var answer = Occupancy.OfPromises(nodes, residents).Place(policy, arrival.Request);
        return answer is PackingAnswer.Placed placed
            ? new(answer, Evicted(nodes, residents, placed.Placement))
            : new(answer, []);
    }

    /// <summary>In eviction order until the placement fits; then whoever of them could have stayed, stays, the most important first.</summary>
    private static List<Resident> Evicted(IReadOnlyList<Node> nodes, IReadOnlyList<Resident> residents, NodePlacement placement)
    {
        var node = nodes.Single(each => each.Id == placement.Node);
        var there = residents.Where(resident => resident.Placement.Node == node.Id).ToList();
        var order = EvictionOrder.Of(there);
        var evicted = new List<Resident>();
        for (var next = 0; next < order.Count && !Fits(); next++)
            evicted.Add(order[next]);
        foreach (var spared in evicted.AsEnumerable().Reverse().ToList())
        {
            evicted.Remove(spared);
            if (!Fits())
                evicted.Add(spared);
        }
        return [.. order.Where(evicted.Contains)];

        bool Fits() => Occupancy.OfAll([node], [.. there.Except(evicted)]).CanHold(placement);
    }
}

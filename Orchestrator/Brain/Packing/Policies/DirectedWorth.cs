using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing.Policies;

/// <summary>
/// Ours: the node that loses least worth. Where FGD asks how much a random request could use of a node, this asks what requests that
/// are sent there on purpose could: what is left of a device is worth its best completion (<see cref="ResidualPrices"/>), as far as
/// the node's processors reach for it; plus, for whole gangs and picky requests, what the node could hold of each expected shape alone.
/// It knows what FGD knows: the mix of requests. The constants are the same for every mix; infra/decisions/0020 says how they were found.
/// </summary>
public sealed class DirectedWorth(RequestMix mix) : ISeatScore
{
    /// <summary>Worth of a device's best completion against the worth of room for any shape.</summary>
    private const double Completion = 6;

    /// <summary>Scores nearer than this many milli-devices are equal: the earlier node wins, so nodes fill one by one.</summary>
    private const double Step = 20;

    private readonly Dictionary<AcceleratorModelId, ModelDemand> byModel = [];
    private NodeState? last;
    private double lastWorth;

    public SeatScore Of(NodeState before, NodeState after, PackingRequest request)
    {
        if (!ReferenceEquals(before, last))
            (last, lastWorth) = (before, WorthOf(before));
        var steps = (long)Math.Floor((WorthOf(after) - lastWorth) / Step + 1e-9);
        return new(steps, steps);
    }

    /// <summary>What is left of a node is worth, in milli-devices (times a constant).</summary>
    public double WorthOf(NodeState state)
    {
        var model = state.Kind.Model;
        if (!byModel.TryGetValue(model, out var demand))
            byModel.Add(model, demand = new(mix, model));
        return demand.Room.Of(state) + Completion * Node.Whole * demand.Completions.Of(state);
    }
}

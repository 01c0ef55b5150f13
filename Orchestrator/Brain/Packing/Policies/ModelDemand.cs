using System.Numerics;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing.Policies;

/// <summary>The expected requests that a model can serve, in the two forms in which <see cref="DirectedWorth"/> asks for them.</summary>
internal sealed class ModelDemand
{
    /// <summary>A gang weighs this much more each time that its devices double: it is rare, but needs what only an untouched node has.</summary>
    private const double PerDoubling = 0.3;

    internal ModelDemand(RequestMix mix, AcceleratorModelId model)
    {
        var all = mix.Shapes.Where(shape => shape.Request.Devices > 0).ToList();
        var weights = all.Select(shape => shape.Times * (1 + PerDoubling * BitOperations.Log2((uint)shape.Request.Devices))).ToList();
        var sum = weights.Sum();
        var suited = all.Zip(weights, (shape, weight) => new Expected(shape.Request, shape.Times, weight / sum))
            .Where(each => each.Request.Models.Count == 0 || each.Request.Models.Contains(model))
            .ToList();
        Room = new(suited);
        Completions = new([.. suited.Where(each => each.Request.Devices == 1)], mix.Prices);
    }

    internal Room Room { get; }
    internal Completions Completions { get; }
}

/// <param name="Times">How often it came.</param>
/// <param name="Weight">Its share of all requests for devices, gangs weighing more.</param>
internal sealed record Expected(PackingRequest Request, double Times, double Weight);

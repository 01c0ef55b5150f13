using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing.Policies;

/// <summary>
/// FGD (Weng et al., USENIX ATC 2023), as its authors' simulator runs it: the node where the milli-devices that a typical request
/// could not use grow least. Typical are the most frequent shapes that make up 95 % of the requests, memory aside. The authors'
/// score is a whole number from 0 to 100, and that coarseness matters: ties go to the first node, which fills nodes one by one.
/// </summary>
public sealed class FragmentationGradientDescent : ISeatScore
{
    private const double TypicalShare = 0.95;
    private readonly List<Typical> typical = [];

    public FragmentationGradientDescent(RequestMix mix)
    {
        var all = mix.Shapes.Sum(shape => shape.Times);
        var counted = 0L;
        var merged = mix.Shapes
            .GroupBy(shape => shape.Request with { MemoryMebibytes = 0, DeviceMebibytes = null })
            .Select(shape => (Request: shape.Key, Times: shape.Sum(each => each.Times)))
            .OrderByDescending(shape => shape.Times)
            .ThenByDescending(shape => shape.Request.MilliCpu)
            .ThenByDescending(shape => shape.Request.Devices == 0 ? 0 : shape.Request.MilliPerDevice)
            .ThenByDescending(shape => shape.Request.Devices)
            .ThenByDescending(shape => string.Join('|', shape.Request.Models), StringComparer.Ordinal);
        foreach (var (request, times) in merged)
        {
            if (counted >= TypicalShare * all)
                break;
            counted += times;
            typical.Add(new(request.MilliCpu, request.Devices == 0 ? 0 : request.MilliPerDevice, request.Devices, request.Models, times));
        }
        for (var i = 0; i < typical.Count; i++)
            typical[i] = typical[i] with { Share = typical[i].Share / counted };
    }

    public SeatScore Of(NodeState before, NodeState after, PackingRequest request)
    {
        var gained = (Fragments(before) - Fragments(after)) / Node.Whole;
        var score = (long)(1 / (1 + Math.Exp(-gained)) * 100);
        return new(score, score);
    }

    /// <summary>Milli-devices on the node that a typical request could not use, averaged over the typical requests.</summary>
    public double Fragments(NodeState state)
    {
        var fragments = 0.0;
        foreach (var shape in typical)
        {
            if (shape.Milli == 0 || state.MilliCpuLeft < shape.MilliCpu || shape.Models.Count > 0 && !shape.Models.Contains(state.Kind.Model))
            {
                fragments += shape.Share * state.TotalMilliLeft;
                continue;
            }
            var (fitting, tooSmall) = (0, 0);
            foreach (var left in state.MilliLeft)
                if (left >= shape.Milli)
                    fitting++;
                else
                    tooSmall += left;
            fragments += shape.Share * (fitting >= shape.Devices ? tooSmall : state.TotalMilliLeft);
        }
        return fragments;
    }

    private sealed record Typical(int MilliCpu, int Milli, int Devices, IReadOnlyList<AcceleratorModelId> Models, double Share);
}

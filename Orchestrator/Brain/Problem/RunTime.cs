using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// How long a variant runs on one device model, and how that is known. In this order: steps ÷ the throughput told for the model; steps ÷ the
/// best known throughput of another model, scaled; the expected time, scaled from its reference model; the time limit. Scaled means by the
/// throughputs of the two models when both are told, else by their peaks, else not at all; whatever is scaled is assumed.
/// </summary>
internal static class RunTime
{
    /// <summary>Beyond it no arithmetic on instants is safe; the rules refuse far shorter runs.</summary>
    private const long Longest = long.MaxValue / 4;

    internal static CandidateRunTime Of(Variant variant, AcceleratorModelId model, ModelPeaks peaks)
    {
        var limit = variant.ReferenceModel is { } reference ? Scaled(variant.TimeLimitSeconds, Slowdown(variant, reference, model, peaks)) : variant.TimeLimitSeconds;
        if (Known.Steps(variant.Steps) is { } steps && BestKnown(variant, model) is { } told)
        {
            var seconds = steps / told.StepsPerSecond;
            return told.Model == model
                ? new CandidateRunTime(Whole(seconds), limit, told.Basis)
                : new CandidateRunTime(Whole(seconds * (peaks.Ratio(told.Model, model) ?? 1)), limit, Basis.Assumed);
        }
        if (variant.ExpectedSeconds is not { } expected)
            return new CandidateRunTime(limit, limit, Basis.Assumed);
        return variant.ReferenceModel is { } from && from != model
            ? new CandidateRunTime(Math.Min(Scaled(expected, Slowdown(variant, from, model, peaks)), limit), limit, Basis.Assumed)
            : new CandidateRunTime(Math.Min(expected, limit), limit, Basis.Stated);
    }

    /// <summary>Whether the model matters at all: most variants say nothing of models, and one answer serves all of them.</summary>
    internal static bool DependsOnModel(Variant variant) => variant.ReferenceModel is not null || variant.Throughput is { Count: > 0 };

    /// <summary>Of the model itself, else the best-founded one; of equals the first told.</summary>
    private static Throughput? BestKnown(Variant variant, AcceleratorModelId model)
    {
        var best = default(Throughput);
        foreach (var told in variant.Throughput ?? [])
        {
            if (Known.Steps(told.StepsPerSecond) is null)
                continue;
            if (told.Model == model)
                return told;
            if (best is null || told.Basis > best.Basis)
                best = told;
        }
        return best;
    }

    /// <summary>How many times longer it takes than on the reference model.</summary>
    private static double Slowdown(Variant variant, AcceleratorModelId reference, AcceleratorModelId model, ModelPeaks peaks) =>
        SpeedOn(variant, reference) is { } there && SpeedOn(variant, model) is { } here ? there / here : peaks.Ratio(reference, model) ?? 1;

    private static double? SpeedOn(Variant variant, AcceleratorModelId model) =>
        variant.Throughput?.Where(t => t.Model == model).Select(t => Known.Steps(t.StepsPerSecond)).FirstOrDefault();

    private static long Scaled(long seconds, double factor) => factor == 1 ? seconds : Whole(seconds * factor);

    internal static long Longer(long seconds, long by) => seconds < Longest ? seconds + by : seconds;

    /// <summary>Rounded up.</summary>
    internal static long Whole(double seconds) => seconds < Longest ? (long)Math.Ceiling(seconds) : Longest;
}

/// <summary>Peak speeds by model; a peak that is not a positive number counts as unknown.</summary>
internal sealed class ModelPeaks
{
    private readonly Dictionary<AcceleratorModelId, double> teraflops = [];

    internal ModelPeaks(IEnumerable<ModelPeak> peaks)
    {
        foreach (var peak in peaks)
        {
            if (Known.Steps(peak.Teraflops) is { } known)
                teraflops.TryAdd(peak.Model, known);
        }
    }

    /// <summary>Peak of the one ÷ peak of the other: how many times longer the same work takes on the other; null when either is unknown.</summary>
    internal double? Ratio(AcceleratorModelId from, AcceleratorModelId to) =>
        from == to ? 1 : teraflops.TryGetValue(from, out var there) && teraflops.TryGetValue(to, out var here) ? there / here : null;
}

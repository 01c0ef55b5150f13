using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>
/// How long a variant runs on a device model. Steps ÷ the throughput told for that model; else steps ÷ the best-founded throughput told,
/// scaled; else the expected time, scaled from its reference model; else the time limit. Scaled by the two models' throughputs when both are
/// told, else by their peaks, else not. Seconds are rounded up.
/// </summary>
internal sealed record RunTime(long Seconds, long LimitSeconds, int Basis)
{
    /// <summary>How well a figure is founded, in the order of the words that documents use.</summary>
    private static readonly string[] Bases = ["unknown", "assumed", "estimated", "stated", "measured"];

    /// <summary>How much of both is for bringing the data there; null when nothing is counted for it.</summary>
    internal long? TransferSeconds { get; init; }

    /// <summary>The same run when its data has to come first, which lengthens run and limit; whole seconds, rounded up. What is no run stays none.</summary>
    internal RunTime After(double moving) => Up(moving) is var seconds and > 0 && Seconds > 0
        ? this with { Seconds = Longer(Seconds, seconds), LimitSeconds = Longer(LimitSeconds, seconds), TransferSeconds = seconds }
        : this;

    private const long Longest = long.MaxValue / 4;
    private static readonly int Assumed = Rank("assumed");
    private static readonly int Stated = Rank("stated");

    internal bool IsAssumed => Basis < Stated;
    internal string BasisWord => Bases[Basis];

    internal static int Rank(string basis) => Array.IndexOf(Bases, basis);

    internal static RunTime Of(Variant variant, string model, IReadOnlyDictionary<string, double> peaks)
    {
        var slower = variant.ReferenceModel is { } reference ? Slowdown(variant, reference, model, peaks) : 1;
        var limit = Scale(variant.TimeLimitSeconds, slower);
        var told = variant.Throughputs.Where(t => t.StepsPerSecond is not null).ToList();
        var best = told.FirstOrDefault(t => t.Model == model) ?? told.OrderByDescending(t => Rank(t.Basis)).FirstOrDefault();
        if (variant.Steps is { } steps && best is not null)
        {
            var seconds = steps / best.StepsPerSecond!.Value;
            return best.Model == model ? new(Up(seconds), limit, Rank(best.Basis)) : new(Up(seconds * (Ratio(peaks, best.Model, model) ?? 1)), limit, Assumed);
        }
        if (variant.ExpectedSeconds is not { } expected)
            return new(limit, limit, Assumed);
        return variant.ReferenceModel is { } from && from != model
            ? new(Math.Min(Scale(expected, slower), limit), limit, Assumed)
            : new(Math.Min(expected, limit), limit, Stated);
    }

    /// <summary>What is left where a share is done already: a resume, for which the limit is longer too, and the rest of the work.</summary>
    internal RunTime Left(Demand demand)
    {
        if (demand.ShareDone is not { } done || Seconds <= 0)
            return this;
        var resume = demand.Interruption?.ResumeSeconds ?? 0;
        return this with { Seconds = Longer(Math.Max(1, Up(Seconds * (1 - done))), resume), LimitSeconds = Longer(LimitSeconds, resume) };
    }

    private static double Slowdown(Variant variant, string reference, string model, IReadOnlyDictionary<string, double> peaks) =>
        SpeedOn(variant, reference) is { } there && SpeedOn(variant, model) is { } here ? there / here : Ratio(peaks, reference, model) ?? 1;

    private static double? SpeedOn(Variant variant, string model) => variant.Throughputs.FirstOrDefault(t => t.Model == model)?.StepsPerSecond;

    private static double? Ratio(IReadOnlyDictionary<string, double> peaks, string from, string to) =>
        from == to ? 1 : peaks.TryGetValue(from, out var there) && peaks.TryGetValue(to, out var here) ? there / here : null;

    private static long Longer(long seconds, long by) => seconds < Longest ? seconds + by : seconds;

    private static long Scale(long seconds, double factor) => factor == 1 ? seconds : Up(seconds * factor);

    private static long Up(double seconds) => seconds < Longest ? (long)Math.Ceiling(seconds) : Longest;
}

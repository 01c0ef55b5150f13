using System.Globalization;
using ComputeNet.Contracts.Plans;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Plans;

/// <summary>The figures of a candidate as numbers without units; null where nothing is known.</summary>
public static class FigureWords
{
    public static string? Price(CandidateFigures? figures) => figures?.PriceYuan is { } yuan ? Format.Money(yuan, CultureInfo.CurrentCulture) : null;
    public static string? Latency(CandidateFigures? figures) => Significant(figures?.LatencyMilliseconds);

    /// <summary>With what it may be off by, where a forecast says so.</summary>
    public static string? Carbon(CandidateFigures? figures) =>
        figures is { CarbonGrams: not null, CarbonErrorGrams: > 0 and var error } ? $"{Significant(figures.CarbonGrams)} ± {Significant(error)}" : Significant(figures?.CarbonGrams);

    public static string? Energy(CandidateFigures? figures) => Significant(figures?.EnergyKilowattHours);

    /// <summary>How long the run takes on the candidate's model; decisions from before that was told have start and end.</summary>
    public static string? Duration(Candidate candidate) =>
        candidate.RunTime is { } time ? Format.Duration(TimeSpan.FromSeconds(time.DurationSeconds))
        : candidate is { Start: { } start, End: { } end } ? Format.Duration(end - start) : null;

    private static string? Significant(double? value) => value is { } known ? Format.Significant(known, CultureInfo.CurrentCulture) : null;
}

namespace ComputeNet.Brain.Timing;

/// <summary>Rates as somebody foretold them, with their age and how wrong they tend to be.</summary>
public sealed record Forecast
{
    private const long DaySeconds = 86_400;

    /// <summary>One rate per step from the instant of the forecast; hours past the list repeat its last day.</summary>
    public required IReadOnlyList<long> RatesPerSecond { get; init; }
    public required long StepSeconds { get; init; }

    /// <summary>Seconds since it was made: so much of it is over.</summary>
    public long AgeSeconds { get; init; }

    /// <summary>A rate foretold an hour ahead may be off by this share (per mille), one n hours ahead by n times as much…</summary>
    public long ErrorPerMillePerHour { get; init; }

    /// <summary>…but by no more than this.</summary>
    public long MostErrorPerMille { get; init; } = 1000;

    /// <summary>The foretold rates from now on; a step has the rate foretold for its beginning.</summary>
    public CostCurve Expected(long seconds) => new([.. Ahead(seconds).Select(step => step.Rate)], StepSeconds);

    /// <summary>
    /// Every rate raised by what it may be wrong by. Planned against this curve, a run waits for a valley only if that pays even when the forecast
    /// is off, and costs no more than planned whatever comes within the error.
    /// </summary>
    public CostCurve Cautious(long seconds) => new([.. Ahead(seconds).Select(step => step.Rate + (long)((Int128)step.Rate * step.ErrorPerMille / 1000))], StepSeconds);

    private IEnumerable<(long Rate, long ErrorPerMille)> Ahead(long seconds)
    {
        var day = (int)Math.Clamp(DaySeconds / StepSeconds, 1, RatesPerSecond.Count);
        for (var from = AgeSeconds; from < AgeSeconds + seconds; from += StepSeconds)
        {
            var step = from / StepSeconds;
            var known = step < RatesPerSecond.Count ? step : RatesPerSecond.Count - day + (step - RatesPerSecond.Count) % day;
            yield return (RatesPerSecond[(int)known], Math.Min(MostErrorPerMille, from / 3600 * ErrorPerMillePerHour));
        }
    }
}

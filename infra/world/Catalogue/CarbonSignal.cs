using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>
/// Direct (never life-cycle) emissions of a grid: one annual figure, or a month × hour profile in UTC.
/// </summary>
public sealed class CarbonSignal
{
    private const int Months = 12;
    private const int Hours = 24;
    private readonly double[] _grams;

    private CarbonSignal(double[] grams, Provenance provenance) => (_grams, Provenance) = (grams, provenance);

    public Provenance Provenance { get; }

    /// <summary>False when the same annual figure holds for every hour: time then makes no difference to carbon.</summary>
    public bool VariesByHour => _grams.Length > 1;

    public static CarbonSignal Annual(double gramsPerKilowattHour, Provenance provenance) => new([gramsPerKilowattHour], provenance);

    /// <summary>288 figures: January 00:00 UTC first, hour by hour, month by month.</summary>
    public static CarbonSignal Profile(IReadOnlyList<double> gramsByMonthAndHour, Provenance provenance) =>
        gramsByMonthAndHour.Count == Months * Hours
            ? new CarbonSignal([.. gramsByMonthAndHour], provenance)
            : throw new ArgumentException($"A carbon profile has {Months * Hours} figures, not {gramsByMonthAndHour.Count}.", nameof(gramsByMonthAndHour));

    public double GramsAt(DateTimeOffset instant)
    {
        if (!VariesByHour) return _grams[0];
        var utc = instant.UtcDateTime;
        return _grams[(utc.Month - 1) * Hours + utc.Hour];
    }
}

/// <summary>Direct emissions slot by slot from <paramref name="From"/>, in grams of CO₂ per kWh; empty when unknown.</summary>
public sealed record CarbonSeries(DateTimeOffset From, TimeSpan Slot, IReadOnlyList<double> GramsPerKilowattHour, Provenance Provenance)
{
    public static CarbonSeries Unknown(DateTimeOffset from, TimeSpan slot) => new(from, slot, [], Provenance.Unknown);
}

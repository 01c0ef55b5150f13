using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>
/// One grid-carbon signal and jurisdiction. <paramref name="Carbon"/> is null where no direct figure is known.
/// <paramref name="AssumedPue"/> stands in for a site of the region that states no power usage effectiveness; it is always marked assumed.
/// </summary>
public sealed record RegionFacts(RegionId Id, string NameZh, string NameEn, string Country, CarbonSignal? Carbon, Figure? AssumedPue)
{
    /// <summary>Direct emissions of the grid at that instant, in grams of CO₂ per kWh; null when unknown.</summary>
    public Figure? GramsPerKilowattHour(DateTimeOffset instant) => Carbon is null ? null : new Figure(Carbon.GramsAt(instant), Carbon.Provenance);

    /// <summary>Direct emissions slot by slot; empty when unknown.</summary>
    public CarbonSeries SeriesFrom(DateTimeOffset from, TimeSpan slot, int slots) => Carbon is null
        ? CarbonSeries.Unknown(from, slot)
        : new CarbonSeries(from, slot, [.. Enumerable.Range(0, slots).Select(s => Carbon.GramsAt(from + s * slot))], Carbon.Provenance);
}

using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>
/// The labelled estimate of a round trip where nobody measured one: light in fibre (200 km per ms) both ways over 1.5 × the great circle,
/// plus 1 ms for the equipment. No measured round trips between the mainland hubs are public.
/// </summary>
public static class LatencyEstimate
{
    public const double KilometresPerMillisecond = 200;
    public const double DetourFactor = 1.5;
    public const double EquipmentMilliseconds = 1;

    private static readonly Provenance Estimated = new(Basis.Estimated, "2 × 1.5 × great circle ÷ 200 km/ms + 1 ms");

    /// <summary>Never below 1 ms: that is what the same place costs.</summary>
    public static Figure Between(GeoPoint from, GeoPoint to) =>
        new(Math.Round(2 * DetourFactor * from.KilometresTo(to) / KilometresPerMillisecond + EquipmentMilliseconds, 1), Estimated);
}

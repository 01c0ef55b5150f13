namespace ComputeNet.World.Catalogue;

/// <summary>A point on the earth, degrees north and east (WGS 84).</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double MeanEarthRadiusKilometres = 6371.0;

    /// <summary>Great-circle distance in kilometres by the haversine formula.</summary>
    public double KilometresTo(GeoPoint other)
    {
        var halfLatitude = Math.Sin(Radians(other.Latitude - Latitude) / 2);
        var halfLongitude = Math.Sin(Radians(other.Longitude - Longitude) / 2);
        var chord = halfLatitude * halfLatitude + Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * halfLongitude * halfLongitude;
        // Rounding can push the chord of antipodes a hair above 1, where the arcsine has no value.
        return 2 * MeanEarthRadiusKilometres * Math.Asin(Math.Sqrt(Math.Min(1, chord)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}

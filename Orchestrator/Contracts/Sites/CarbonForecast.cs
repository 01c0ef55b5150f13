namespace ComputeNet.Contracts.Sites;

/// <summary>
/// What a site expects of its grid: direct intensity in g CO₂e per kWh, hour by hour from the instant at which it was foretold (1–168), and the share by which a
/// figure may be off for each hour ahead that it was foretold (0–1). Equal when all are.
/// </summary>
public sealed record CarbonForecast(DateTimeOffset AsOf, IReadOnlyList<double> GramsPerKilowattHour, double ErrorPerHour)
{
    public bool Equals(CarbonForecast? other) =>
        other is not null && AsOf == other.AsOf && ErrorPerHour.Equals(other.ErrorPerHour) && GramsPerKilowattHour.SequenceEqual(other.GramsPerKilowattHour);

    public override int GetHashCode() => HashCode.Combine(AsOf, ErrorPerHour, GramsPerKilowattHour.Count);
}

using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Plans;

/// <summary>
/// A site's carbon forecast as seen from now: what is over is left away, past its end its last day repeats, and the error grows with all hours since it was made. A forecast that is over
/// altogether, or from the future, says nothing: the catalogue's figure stands.
/// </summary>
public static class CarbonAhead
{
    private const int HoursPerDay = 24;

    public static PoolSupply Of(CarbonForecast? forecast, DateTimeOffset now, int hours, PoolSupply pool)
    {
        if (forecast is not { GramsPerKilowattHour: { Count: > 0 } grams } || (now - forecast.AsOf).TotalHours is not (>= 0 and var age) || age >= grams.Count)
            return pool;
        var (first, day) = ((int)age, Math.Min(HoursPerDay, grams.Count));
        double GramsAt(int hour) => grams[hour < grams.Count ? hour : grams.Count - day + (hour - grams.Count) % day];
        return pool with
        {
            CarbonGramsPerKilowattHour = [.. Enumerable.Range(first, hours).Select(GramsAt)],
            CarbonErrorByHour = [.. Enumerable.Range(first, hours).Select(hour => Math.Min(1, hour * forecast.ErrorPerHour))],
            CarbonAsOf = forecast.AsOf,
            CarbonProvenance = new Provenance(Basis.Estimated, $"forecast of {pool.Site}", DateOnly.FromDateTime(forecast.AsOf.UtcDateTime)),
        };
    }
}

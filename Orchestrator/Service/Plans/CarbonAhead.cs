using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Plans;

/// <summary>
/// What a site itself says of its carbon, as seen from now. Its forecast: what is over is left away, past its end its last day repeats, and the error grows with all hours since it was
/// made; one that is over altogether, or from the future, says nothing: the catalogue's figure stands. What its meter says, in an offer, stands before both while that offer is valid.
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

    /// <summary>An hour belongs to the meter when it begins before the offer ends. As well founded as the weaker part of it, when later hours rest on something else.</summary>
    public static PoolSupply Measured(PoolOffer? offer, DateTimeOffset now, int hours, PoolSupply pool)
    {
        if (offer?.MeasuredCarbonGramsPerKilowattHour is not { } grams)
            return pool;
        var covered = offer.ValidUntil is { } end ? (int)Math.Clamp(Math.Ceiling((end - now).TotalHours), 0, hours) : hours;
        if (covered == 0)
            return pool;
        var meter = new Provenance(Basis.Measured, $"meter of {pool.Site}", DateOnly.FromDateTime(offer.AsOf.UtcDateTime));
        if (covered == hours || pool.CarbonGramsPerKilowattHour is not { } known)
        {
            // Where nothing else is known of the hours after it, the meter's word is the best guess, and called one.
            var basis = covered == hours ? Basis.Measured : Basis.Assumed;
            return pool with { CarbonGramsPerKilowattHour = [.. Enumerable.Repeat(grams, hours)], CarbonErrorByHour = null, CarbonAsOf = offer.AsOf, CarbonProvenance = meter with { Basis = basis } };
        }
        return pool with
        {
            CarbonGramsPerKilowattHour = [.. known.Select((later, hour) => hour < covered ? grams : later)],
            CarbonErrorByHour = pool.CarbonErrorByHour is { } errors ? [.. errors.Select((error, hour) => hour < covered ? 0 : error)] : null,
            CarbonProvenance = pool.CarbonProvenance with { Source = $"{meter.Source} until {offer.ValidUntil:u}, then {pool.CarbonProvenance.Source}" },
        };
    }
}

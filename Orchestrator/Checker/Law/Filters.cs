namespace ComputeNet.Checker.Law;

/// <summary>Which candidates may run at all: the checker's own reading of every filter, by the id that the brain's rulebook gives it.</summary>
internal static class Filters
{
    private const long TenYears = 10L * 366 * 24 * 3600;

    internal static readonly IReadOnlyList<(string Id, Func<Scene, Ask, Run, Seat, bool> Allows)> All =
    [
        ("demand-malformed", (_, ask, run, _) => ask.Demand.GangMembers > 0 && run.Variant is { DevicesPerMember: > 0, MilliPerDevice: null or (> 0 and <= 1000), MilliCores: >= 0 } && run.Seconds is > 0 and <= TenYears),
        ("architecture-differs", (_, _, run, seat) => run.Variant.Architecture == seat.Pool.Architecture),
        ("model-differs", (_, _, run, seat) => run.Variant.Model is not { } model || model == seat.Pool.Model),
        ("device-memory-unknown", (_, _, run, seat) => run.Variant.MemoryMebibytes is null || seat.Pool.MemoryMebibytes is not null),
        ("device-memory-too-small", (_, _, run, seat) => run.Variant.MemoryMebibytes is not { } need || seat.Pool.MemoryMebibytes >= need),
        ("gang-larger-than-pool", (_, _, run, seat) => Machines.Units(run, seat) <= (long)seat.Pool.Most * seat.Pool.UnitsPerDevice),
        ("member-larger-than-node", (_, _, run, seat) => seat.Pool.Machines is not { } machines || machines.Any(m => Machines.Holds(m, run, seat))),
        ("time-limit-too-short", (_, _, run, _) => run.Time.Seconds <= run.Time.LimitSeconds),
        ("country-not-allowed", (_, ask, _, seat) => ask.Demand.Wishes.Countries is [] || ask.Demand.Wishes.Countries.Contains(seat.Pool.Country, StringComparer.OrdinalIgnoreCase)),
        ("region-not-allowed", (_, ask, _, seat) => ask.Demand.Wishes.Regions is [] || ask.Demand.Wishes.Regions.Contains(seat.Pool.Region)),
        ("site-not-allowed", (_, ask, _, seat) => ask.Demand.Wishes.Sites is [] || ask.Demand.Wishes.Sites.Contains(seat.Pool.Site)),
        ("site-denied", (_, ask, _, seat) => !ask.Demand.Wishes.DeniedSites.Contains(seat.Pool.Site)),
        ("operator-country-not-allowed", (_, ask, _, seat) => ask.Demand.Wishes.OperatorCountries is [] || seat.Pool.OperatorCountry is { } law && ask.Demand.Wishes.OperatorCountries.Contains(law, StringComparer.OrdinalIgnoreCase)),
        ("data-would-leave", (scene, ask, _, seat) => ask.Demand.Wishes.Data.All(d => Sharing.MayReach(scene, d, seat))),
        ("isolation-too-weak", (_, ask, _, seat) => ask.Demand.Wishes.MinIsolation is not { } least || seat.Pool.Isolation >= least),
        ("trust-unknown", (_, ask, _, seat) => ask.Demand.Wishes.MinTrust is null || seat.Pool is { Trust: not null, TrustIsAssumed: false }),
        ("trust-below-floor", (_, ask, _, seat) => ask.Demand.Wishes.MinTrust is not { } floor || seat.Pool.Trust >= floor),
        ("gang-over-quota", (scene, ask, run, seat) => scene.LimitsOf(ask)?.DevicesAtOnce is not { } most || Sharing.Accelerators(run, seat) <= most),
        ("latency-unknown", (_, ask, _, seat) => ask.Demand.Wishes is not { MostMilliseconds: not null, ClientPlace: { } place } || seat.KnownMilliseconds(place) is not null),
        ("latency-over-limit", (_, ask, _, seat) => ask.Demand.Wishes is not { MostMilliseconds: { } most, ClientPlace: { } place } || seat.KnownMilliseconds(place) <= most),
        ("site-accepts-work", (_, _, _, seat) => seat.Pool.TakesWork),
        ("sensing-too-old", (scene, _, _, seat) => seat.Pool.SensingLapsesAt is not { } lapses || lapses > scene.Now),
        ("failed-here-recently", (_, ask, _, seat) => !ask.Demand.AvoidedPools.Contains(seat.Pool.Id)),
        ("companion-elsewhere", (scene, ask, _, seat) => Sharing.StandsRight(scene, ask, seat, together: true)),
        ("must-stand-apart", (scene, ask, _, seat) => Sharing.StandsRight(scene, ask, seat, together: false)),
        ("earliest-start-beyond-horizon", (scene, ask, _, _) => ask.FirstSlot < scene.Grid.Slots),
        ("deadline-unreachable", (_, ask, run, _) => ask.FirstSlot <= run.LastSlot),
        ("maintenance-in-the-way", (scene, ask, run, seat) => Sharing.FitsBetweenClosures(scene, ask, run, seat)),
        ("over-budget", (scene, ask, run, seat) => scene.LimitsOf(ask)?.BudgetYuan is not { } left || Sharing.Spends(scene, ask, run, seat) <= Sharing.Whole(left)),
        ("price-unknown", (_, _, _, seat) => seat.Pool.PriceYuanPerDeviceHour is not null),
        ("cost-out-of-range", (scene, ask, run, seat) => Costs.AtMost(scene, ask, run, seat) <= scene.MostPerPlacement),
    ];

    /// <summary>Null when every filter allows the candidate.</summary>
    internal static string? FirstRefusing(Scene scene, Ask ask, Run run, Seat seat)
    {
        foreach (var (id, allows) in All)
        {
            if (!allows(scene, ask, run, seat))
                return id;
        }
        return null;
    }
}

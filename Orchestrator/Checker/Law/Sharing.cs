using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>What a placement takes from its tenant and from others: quota, budget, sites, and how far its data may go.</summary>
internal static class Sharing
{
    internal const string Closures = "closures-are-respected";
    internal const string Quota = "quota-is-not-exceeded";
    internal const string Budget = "budget-is-not-exceeded";
    internal const string Ties = "ties-are-kept";

    internal static IEnumerable<Finding> Check(Scene scene, Plan plan)
    {
        var placed = Runs(scene, plan);
        return [.. InClosures(placed), .. OverQuota(scene, plan, placed), .. OverBudget(scene, plan, placed), .. Untied(scene, plan)];
    }

    /// <summary>Cores of the cpu architecture do not count against a quota.</summary>
    internal static long Accelerators(Run run, Seat seat) => seat.Pool.Architecture == "cpu" ? 0 : run.Devices;

    /// <summary>Unweighted compute price at the dearest hour, and egress, each rounded.</summary>
    internal static long Spends(Scene scene, Ask ask, Run run, Seat seat, double? hours = null) =>
        (Costs.DearestYuan(run, seat, hours ?? run.Hours) ?? 0) + (Costs.EgressYuan(scene, ask, seat) ?? 0);

    internal static Int128 Whole(decimal yuan) => yuan <= 0 ? 0 : yuan >= long.MaxValue / 1_000_000m ? long.MaxValue : (Int128)(yuan * 1_000_000m);

    internal static bool MayReach(Scene scene, DataAt data, Seat seat) => data.StaysIn == "anywhere" || data.At == seat.Pool.Site || scene.WhereIs(data.At) is { } home && data.StaysIn switch
    {
        "country" => home.Country.Equals(seat.Pool.Country, StringComparison.OrdinalIgnoreCase),
        "region" => home.Region == seat.Pool.Region,
        _ => false,
    };

    internal static bool StandsRight(Scene scene, Ask ask, Seat seat, bool together) =>
        scene.TiesOf(ask).Where(t => t.Together == together).All(t => scene.SiteOfStanding(t.Other) is not { } at || at == seat.Pool.Site == together);

    /// <summary>Whether some start of the window (whose last one a deadline or a closure past the horizon may set) touches no closed slot.</summary>
    internal static bool FitsBetweenClosures(Scene scene, Ask ask, Run run, Seat seat)
    {
        if (seat.Closed.Count == 0)
            return true;
        var last = scene.LastStart(run, seat);
        for (var start = ask.FirstSlot; start <= last; start++)
        {
            if (!seat.Closed.Any(c => start < c.End && c.First < start + run.Touched))
                return true;
        }
        return false;
    }

    /// <summary>Placements that name something real, with what each holds where.</summary>
    internal static List<PlacedRun> Runs(Scene scene, Plan plan) =>
    [
        .. from placed in plan.Placements
           let ask = scene.Ask(placed.Workload)
           where ask is not null
           let spread = Spread.Told(scene, ask, placed)
           let seat = spread?.Spread.Seats[0] ?? scene.Seat(placed.Pool)
           where seat is not null
           let run = spread?.Spread.Run ?? ask.RunIn(placed.Variant, seat)
           where run is not null
           let when = When.Of(scene.Grid, placed, run)
           where when is not null
           select new PlacedRun(placed, ask, run, seat, when, spread),
    ];

    private static IEnumerable<Finding> InClosures(IEnumerable<PlacedRun> runs) =>
        from r in runs
        from held in r.Held
        from closed in held.Seat.Closed
        where held.Slots.Any(s => s.First < closed.End && closed.First < s.End)
        select new Finding(Closures, $"{r.Placed.Path}.startSlot", $"{held.Seat.Pool.Id} is closed in slots {closed.First} – {closed.End - 1}");

    private static IEnumerable<Finding> OverQuota(Scene scene, Plan plan, IEnumerable<PlacedRun> runs)
    {
        foreach (var tenant in runs.Where(r => r.Seat.Pool.Architecture != "cpu").GroupBy(r => r.Ask.Demand.Tenant))
        {
            if (scene.LimitsOf(tenant.First().Ask) is not { } limits || scene.QuotaLeft(limits) is not { } left)
                continue;
            for (var slot = 0; slot < left.Length; slot++)
            {
                var held = tenant.Where(r => r.When.Touches(slot)).Sum(r => (long)r.Placed.Devices);
                if (held > left[slot])
                    yield return new Finding(Quota, $"{plan.Path}.placements", $"{tenant.Key} has {left[slot]} of its quota left in slot {slot}, {held} are placed there");
            }
        }
    }

    private static IEnumerable<Finding> OverBudget(Scene scene, Plan plan, IEnumerable<PlacedRun> runs)
    {
        foreach (var tenant in runs.GroupBy(r => r.Ask.Demand.Tenant))
        {
            var spent = tenant.Aggregate((Int128)0, (sum, r) => sum + (r.Spread is { Spread: var spread, Members: var members } ? spread.Spends(members) : Spends(scene, r.Ask, r.Run, r.Seat, r.When.Hours)));
            if (scene.LimitsOf(tenant.First().Ask)?.BudgetYuan is { } budget && spent > Whole(budget))
                yield return new Finding(Budget, $"{plan.Path}.placements", $"{tenant.Key} has ¥{budget} left and would spend {spent} µ¥");
        }
    }

    private static IEnumerable<Finding> Untied(Scene scene, Plan plan)
    {
        var sites = plan.Placements.DistinctBy(p => p.Workload).ToDictionary(p => p.Workload, p => p.Site);
        foreach (var placed in plan.Placements)
        {
            if (scene.Ask(placed.Workload) is not { } ask)
                continue;
            foreach (var (other, together) in scene.TiesOf(ask))
            {
                if ((scene.SiteOfStanding(other) ?? sites.GetValueOrDefault(other)) is { } at && at == placed.Site != together)
                    yield return new Finding(Ties, $"{placed.Path}.site", $"must {(together ? "be" : "not be")} at {at} with {other}");
            }
        }
    }
}

/// <summary>A placement whose demand, pool and variant are real.</summary>
internal sealed record PlacedRun(Placed Placed, Ask Ask, Run Run, Seat Seat, When When, (Spread Spread, IReadOnlyList<int> Members)? Spread)
{
    /// <summary>Units by pool: of the whole gang, or of its parts.</summary>
    internal IEnumerable<(Seat Seat, IEnumerable<(long First, long End)> Slots, long Units)> Held => Spread is { Spread: var spread, Members: var members }
        ? spread.Seats.Select((seat, i) => (seat, When.Slots, (long)members[i] * Run.Variant.DevicesPerMember * seat.Pool.UnitsPerDevice))
        : [(Seat, When.Slots, (long)Placed.Devices * (Seat.Pool.UnitsPerDevice == 1 ? 1 : Placed.MilliPerDevice ?? Machines.Whole))];
}

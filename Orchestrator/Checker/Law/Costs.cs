namespace ComputeNet.Checker.Law;

/// <summary>One cost term: what a start costs, and where that depends on the start in a way of its own, at least what any start costs.</summary>
internal sealed record Objective(string Id, Func<Scene, Ask, Run, Seat, int, long> OfStart, Func<Scene, Ask, Run, Seat, long>? AtMost = null);

/// <summary>
/// The cost terms in whole micro-yuan. Each is one product of IEEE doubles, multiplied from left to right as written here and rounded once,
/// half to even: that is how the law defines a term, so that two programs agree to the unit.
/// </summary>
internal static class Costs
{
    /// <summary>In the order in which a plan lists its terms.</summary>
    private static readonly IReadOnlyList<Objective> All =
    [
        new("price", (_, ask, run, seat, slot) => Micro(ask.Weights.Price * Price(seat) * Machines.Paid(run, seat) * PricedHours(run, seat, slot)),
            (_, ask, run, seat) => seat.PriceFactors is { } factors
                ? 1 + Micro(ask.Weights.Price * Price(seat) * Machines.Paid(run, seat) * factors.Peak * run.Hours) : Micro(ask.Weights.Price * Price(seat) * Machines.Paid(run, seat) * run.Hours)),
        new("latency", (scene, ask, run, seat, _) => scene.ChargedMilliseconds(ask, seat) is { } milliseconds
            ? Micro(ask.Weights.Latency * scene.Policy.LatencyYuanPerMillisecondHour * milliseconds * run.Hours) : 0),
        new("carbon", (scene, ask, run, seat, slot) => Micro(PerGram(scene, ask, run, seat) * seat.Intensity.Sum(slot, run.Seconds)),
            (scene, ask, run, seat) => 1 + Micro(PerGram(scene, ask, run, seat) * seat.Intensity.Peak * run.Hours)),
        new("egress", (scene, ask, _, seat, _) => Micro(ask.Weights.Price * Egress(scene, ask, seat))),
        new("successors", (_, ask, _, seat, _) => Ahead(ask, seat)),
        new("waiting", (scene, ask, _, _, slot) =>
            Micro(scene.Policy.WaitingYuanPerHour * ask.Factor * (Math.Max(0, slot * scene.Grid.SlotSeconds - ask.EarliestSeconds) / 3600.0))),
        new("lateness", (scene, ask, run, _, slot) => ask.DueSeconds is { } due && scene.Policy.LatenessYuanPerHour * ask.Factor is var perHour and not 0
            ? Micro(perHour * Math.Max(0, (double)(slot * scene.Grid.SlotSeconds) + run.Seconds - due) / 3600) : 0),
        new("migration", (scene, ask, run, seat, _) => Migration(scene, ask, run, seat)),
        new("stability", (scene, ask, _, seat, _) => ask.Demand.PlannedAt is { } planned && planned != seat.Pool.Id ? Micro(scene.Policy.StabilityYuan) : 0),
        new("fragmentation", (scene, _, run, seat, _) =>
            Micro(scene.Policy.FragmentationYuanPerDeviceHour * Machines.Paid(run, seat) * run.Hours * Math.Max(0, 1 - Machines.Paid(run, seat) / Math.Max(1, seat.Pool.Devices)))),
        new("trust", (scene, _, run, seat, _) => Micro(scene.Policy.TrustWeight * (1 - (seat.Pool.Trust ?? scene.Trust)) * (Price(seat) * Machines.Paid(run, seat) * run.Hours))),
        new("unplaced", (_, _, _, _, _) => 0),
    ];

    internal static readonly IReadOnlyList<string> Objectives = [.. All.Select(o => o.Id)];

    internal static long[] OfStart(Scene scene, Ask ask, Run run, Seat seat, int slot) => [.. All.Select(o => o.OfStart(scene, ask, run, seat, slot))];

    /// <summary>At least what the candidate costs at any start.</summary>
    internal static long AtMost(Scene scene, Ask ask, Run run, Seat seat)
    {
        var last = (int)Math.Max(0, scene.LastStart(run, seat));
        return All.Sum(o => o.AtMost?.Invoke(scene, ask, run, seat) ?? o.OfStart(scene, ask, run, seat, last));
    }

    /// <summary>What leaving the demand out costs: its dearest admissible placement and the penalty, all of it the last term.</summary>
    internal static long[] OfAbsence(Scene scene, Ask ask)
    {
        var dearest = Candidates(scene, ask).Select(c => AtMost(scene, ask, c.Run, c.Seat)).DefaultIfEmpty(0).Max();
        return [.. All.Skip(1).Select(_ => 0L), dearest + Math.Min(scene.MostPerPlacement, Micro(scene.Policy.UnplacedYuan * ask.Factor))];
    }

    internal static IEnumerable<(Run Run, Seat Seat)> Candidates(Scene scene, Ask ask) =>
        from variant in Enumerable.Range(0, ask.Demand.Variants.Count)
        from seat in scene.Seats
        let run = ask.RunIn(variant, seat)!
        where Filters.FirstRefusing(scene, ask, run, seat) is null
        select (run, seat);

    internal static double Grams(Run run, Seat seat, int slot) => seat.Kilowatts * Machines.Paid(run, seat) * seat.Intensity.Sum(slot, run.Seconds);

    /// <summary>The unweighted price of a start; null when unknown.</summary>
    internal static long? Yuan(Run run, Seat seat, int slot) => seat.Pool.PriceYuanPerDeviceHour is { } price ? Micro(price * Machines.Paid(run, seat) * PricedHours(run, seat, slot)) : null;

    /// <summary>The unweighted price at the dearest hour, by which a budget is kept; null when unknown.</summary>
    internal static long? DearestYuan(Run run, Seat seat) =>
        seat.Pool.PriceYuanPerDeviceHour is { } price ? Micro(price * Machines.Paid(run, seat) * run.Hours * (seat.PriceFactors?.Peak ?? 1)) : null;

    private static double PricedHours(Run run, Seat seat, int slot) => seat.PriceFactors?.Sum(slot, run.Seconds) ?? run.Hours;

    /// <summary>The unweighted price of moving the data; null when the demand names none.</summary>
    internal static long? EgressYuan(Scene scene, Ask ask, Seat seat) => ask.Demand.Wishes.Data.Count > 0 ? Micro(Egress(scene, ask, seat)) : null;

    private static double Price(Seat seat) => seat.Pool.PriceYuanPerDeviceHour ?? 0;

    private static double PerGram(Scene scene, Ask ask, Run run, Seat seat) => ask.Weights.Carbon * scene.Policy.CarbonYuanPerTonne / 1_000_000 * seat.Kilowatts * Machines.Paid(run, seat);

    private static double Egress(Scene scene, Ask ask, Seat seat) => ask.Demand.Wishes.Data.Aggregate(0.0, (yuan, data) => yuan + data.Gigabytes * scene.TransferTo(seat, data.At));

    /// <summary>What the rest of a workflow costs from the site, as told with the demand; from a site that is not told as much as from the dearest.</summary>
    private static long Ahead(Ask ask, Seat seat)
    {
        var told = ask.Demand.CostsAhead.DistinctBy(c => c.Site).Select(c => (c.Site, MicroYuan: Math.Clamp(c.MicroYuan, 0, Scene.MostPerTerm + 1))).ToList();
        var here = told.FindIndex(c => c.Site == seat.Pool.Site);
        return told.Count == 0 ? 0 : here < 0 ? told.Max(c => c.MicroYuan) : told[here].MicroYuan;
    }

    private static long Migration(Scene scene, Ask ask, Run run, Seat seat)
    {
        if (ask.Demand.Runs is not { } runs || runs.Pool == seat.Pool.Id)
            return 0;
        var transfer = Reading.Known.OrZero(runs.CheckpointGigabytes) * scene.TransferTo(seat, runs.Site);
        var again = Price(seat) * Machines.Paid(run, seat) * Math.Max(0, runs.SecondsSinceCheckpoint) / 3600.0;
        return Micro(scene.Policy.MigrationYuan + ask.Weights.Price * (transfer + again));
    }

    private static long Micro(double yuan)
    {
        var micro = Math.Round(yuan * 1_000_000);
        return micro <= Scene.MostPerTerm ? (long)micro : Scene.MostPerTerm + 1;
    }
}

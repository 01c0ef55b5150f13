namespace ComputeNet.Checker.Law;

/// <summary>One cost term: what a run costs, and where that depends on the start in a way of its own, at least what any start costs.</summary>
internal sealed record Objective(string Id, Func<Scene, Ask, Run, Seat, When, long> OfRun, Func<Scene, Ask, Run, Seat, long>? AtMost = null)
{
    /// <summary>Of a gang over several pools each member pays it where it is; else the gang pays once, as in the dearest of its pools.</summary>
    internal bool IsPerMember { get; init; }

    /// <summary>At least what any start of a run in one piece costs.</summary>
    internal long Most(Scene scene, Ask ask, Run run, Seat seat) =>
        AtMost?.Invoke(scene, ask, run, seat) ?? OfRun(scene, ask, run, seat, When.InOnePiece(scene.Grid, Math.Max(0, scene.LastStart(run, seat)), run));
}

/// <summary>
/// The cost terms in whole micro-yuan. Each is one product of IEEE doubles, multiplied from left to right as written here and rounded once,
/// half to even: that is how the law defines a term, so that two programs agree to the unit.
/// </summary>
internal static class Costs
{
    /// <summary>In the order in which a plan lists its terms.</summary>
    private static readonly IReadOnlyList<Objective> All =
    [
        new("price", (_, ask, run, seat, when) => Micro(ask.Weights.Price * Price(run, seat) * Machines.Paid(run, seat) * PricedHours(seat, when)),
            (_, ask, run, seat) => seat.PriceFactors is { } factors
                ? 1 + Micro(ask.Weights.Price * Price(run, seat) * Machines.Paid(run, seat) * factors.Peak * run.Hours) : Micro(ask.Weights.Price * Price(run, seat) * Machines.Paid(run, seat) * run.Hours)) { IsPerMember = true },
        new("latency", (scene, ask, _, seat, when) => scene.ChargedMilliseconds(ask, seat) is { } milliseconds
            ? Micro(ask.Weights.Latency * scene.Policy.LatencyYuanPerMillisecondHour * milliseconds * when.Hours) : 0),
        new("carbon", (scene, ask, run, seat, when) => Micro(PerGram(scene, ask, run, seat) * when.Sum(seat.Charged)),
            (scene, ask, run, seat) => 1 + Micro(PerGram(scene, ask, run, seat) * seat.Charged.Peak * run.Hours)) { IsPerMember = true },
        new("egress", (scene, ask, _, seat, _) => Micro(ask.Weights.Price * Egress(scene, ask, seat))),
        new("successors", (_, ask, _, seat, _) => Ahead(ask, seat)),
        new("waiting", (scene, ask, run, _, when) => Waiting(scene, ask, run, when.EndSecond)),
        new("lateness", (scene, ask, run, _, when) => Lateness(scene, ask, run, when.EndSecond)),
        new("migration", (scene, ask, run, seat, _) => Migration(scene, ask, run, seat)),
        new("stability", (scene, ask, _, seat, _) => ask.Demand.PlannedAt is { } planned && planned != seat.Pool.Id ? Micro(scene.Policy.StabilityYuan) : 0),
        new("fragmentation", (scene, _, run, seat, when) =>
            Micro(scene.Policy.FragmentationYuanPerDeviceHour * Machines.Paid(run, seat) * when.Hours * Math.Max(0, 1 - Machines.Paid(run, seat) / Math.Max(1, seat.Pool.Devices)))) { IsPerMember = true },
        new("trust", (scene, _, run, seat, when) => Micro(scene.Policy.TrustWeight * (1 - (seat.Pool.Trust ?? scene.Trust)) * (Price(run, seat) * Machines.Paid(run, seat) * when.Hours))) { IsPerMember = true },
        new(Resume, (_, ask, _, _, when) => ResumeMicroYuan(ask, when.Stretches.Count - 1)),
        new("unplaced", (_, _, _, _, _) => 0),
        new(ExtraPools, (_, _, _, _, _) => 0),
    ];

    private const string Resume = "resume";

    /// <summary>What a gang pays for every pool beyond its first.</summary>
    internal const string ExtraPools = "spread";

    internal static IReadOnlyList<Objective> Each => All;

    internal static readonly IReadOnlyList<string> Objectives = [.. All.Select(o => o.Id)];

    internal static long[] OfRun(Scene scene, Ask ask, Run run, Seat seat, When when) => [.. All.Select(o => o.OfRun(scene, ask, run, seat, when))];

    /// <summary>At least what the candidate costs at any start.</summary>
    internal static long AtMost(Scene scene, Ask ask, Run run, Seat seat) => All.Sum(o => o.Most(scene, ask, run, seat));

    /// <summary>What leaving the demand out costs: its dearest admissible placement and the penalty, all of it one term.</summary>
    internal static long[] OfAbsence(Scene scene, Ask ask)
    {
        var dearest = Candidates(scene, ask).Select(c => AtMost(scene, ask, c.Run, c.Seat)).Concat(Spread.Of(scene, ask).Select(s => s.AtMost)).DefaultIfEmpty(0).Max();
        var penalty = Math.Min(scene.MostPerPlacement, Micro(scene.Policy.UnplacedYuan * ask.Factor));
        return [.. All.Select(o => o.Id == "unplaced" ? dearest + penalty : 0L)];
    }

    internal static IEnumerable<(Run Run, Seat Seat)> Candidates(Scene scene, Ask ask) =>
        from variant in Enumerable.Range(0, ask.Demand.Variants.Count)
        from seat in scene.Seats
        let run = ask.RunIn(variant, seat)!
        where Filters.FirstRefusing(scene, ask, run, seat) is null
        select (run, seat);

    internal static double Grams(Run run, Seat seat, When when) => seat.Kilowatts * Machines.Paid(run, seat) * when.Sum(seat.Intensity);

    /// <summary>By how much that may be off; null where it rests on no forecast.</summary>
    internal static double? GramsOff(Run run, Seat seat, When when) => seat.Errors is { } errors ? seat.Kilowatts * Machines.Paid(run, seat) * when.Sum(errors) : null;

    /// <summary>The unweighted price of a run; null when unknown.</summary>
    internal static long? Yuan(Run run, Seat seat, When when) => seat.Pool.PriceYuanPerDeviceHour is not null ? Micro(Price(run, seat) * Machines.Paid(run, seat) * PricedHours(seat, when)) : null;

    /// <summary>The unweighted price at the dearest hour, by which a budget is kept; null when unknown.</summary>
    internal static long? DearestYuan(Run run, Seat seat, double hours) =>
        seat.Pool.PriceYuanPerDeviceHour is not null ? Micro(Price(run, seat) * Machines.Paid(run, seat) * hours * (seat.PriceFactors?.Peak ?? 1)) : null;

    private static double PricedHours(Seat seat, When when) => seat.PriceFactors is { } factors ? when.Sum(factors) : when.Hours;

    /// <summary>All time from the earliest start to the end in which no work is done.</summary>
    internal static long Waiting(Scene scene, Ask ask, Run run, long endSecond) =>
        Micro(scene.Policy.WaitingYuanPerHour * ask.Factor * (Math.Max(0, endSecond - ask.EarliestSeconds - run.Seconds) / 3600.0));

    internal static long Lateness(Scene scene, Ask ask, Run run, long endSecond) => ask.DueSeconds is { } due && scene.Policy.LatenessYuanPerHour * ask.Factor is var perHour and not 0
        ? Micro(perHour * Math.Max(0, (double)(endSecond - run.Seconds) + run.Seconds - due) / 3600) : 0;

    internal static long ResumeMicroYuan(Ask ask, int resumes) => (long)Int128.Min(Scene.MostPerTerm, (Int128)resumes * Micro(ask.Demand.Interruption?.ResumeYuan ?? 0));

    /// <summary>What neither the hours of a run nor its end change.</summary>
    internal static long Steady(Scene scene, Ask ask, Run run, Seat seat)
    {
        var first = When.InOnePiece(scene.Grid, ask.FirstSlot, run);
        return All.Where(o => o.Id is not ("price" or "carbon" or "waiting" or "lateness" or Resume)).Sum(o => o.OfRun(scene, ask, run, seat, first));
    }

    /// <summary>What running all of a slot costs in price and carbon, a millionth under.</summary>
    internal static long OfSlot(Scene scene, Ask ask, Run run, Seat seat, int slot)
    {
        var length = scene.Grid.SlotSeconds;
        var hours = seat.PriceFactors?.Sum(slot, length) ?? length / 3600.0;
        return (long)Math.Min(Scene.MostPerTerm, (ask.Weights.Price * Price(run, seat) * Machines.Paid(run, seat) * hours + PerGram(scene, ask, run, seat) * seat.Charged.Sum(slot, length)) * 999_999);
    }

    /// <summary>The unweighted price of moving the data; null when the demand names none.</summary>
    internal static long? EgressYuan(Scene scene, Ask ask, Seat seat) => ask.Demand.Wishes.Data.Count > 0 ? Micro(Egress(scene, ask, seat)) : null;

    private static double Price(Run run, Seat seat) => (seat.Pool.PriceYuanPerDeviceHour ?? 0) * (seat.Pool.ClassFactors.TryGetValue(run.Variant.Class, out var factor) ? factor : 1);

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
        var again = Price(run, seat) * Machines.Paid(run, seat) * Math.Max(0, runs.SecondsSinceCheckpoint) / 3600.0;
        return (runs.Variant is null ? 0 : ResumeMicroYuan(ask, 1)) + Micro(scene.Policy.MigrationYuan + ask.Weights.Price * (transfer + again));
    }

    internal static long Micro(double yuan)
    {
        var micro = Math.Round(yuan * 1_000_000);
        return micro <= Scene.MostPerTerm ? (long)micro : Scene.MostPerTerm + 1;
    }
}

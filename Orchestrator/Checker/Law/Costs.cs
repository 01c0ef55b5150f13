namespace ComputeNet.Checker.Law;

/// <summary>
/// The cost terms in whole micro-yuan. Each is one product of IEEE doubles, multiplied from left to right as written here and rounded once,
/// half to even: that is how the law defines a term, so that two programs agree to the unit.
/// </summary>
internal static class Costs
{
    /// <summary>In the order in which a plan lists its terms.</summary>
    internal static readonly IReadOnlyList<string> Objectives = ["price", "latency", "carbon", "waiting", "unplaced"];

    internal static long[] OfStart(Scene scene, Ask ask, Run run, Seat seat, int slot) =>
        [Price(scene, run, seat), Latency(scene, ask, run, seat), Carbon(scene, run, seat, slot), Waiting(scene, ask, slot), 0];

    /// <summary>At least what the candidate costs at any start.</summary>
    internal static long AtMost(Scene scene, Ask ask, Run run, Seat seat) =>
        Price(scene, run, seat) + Latency(scene, ask, run, seat) + 1 + Micro(PerGram(scene, run, seat) * seat.Intensity.Peak * run.Hours)
        + Waiting(scene, ask, (int)Math.Max(0, Math.Min(scene.Grid.Slots - 1, run.LastSlot)));

    /// <summary>What leaving the demand out costs: its dearest admissible placement and the penalty.</summary>
    internal static long[] OfAbsence(Scene scene, Ask ask)
    {
        var dearest = Candidates(scene, ask).Select(c => AtMost(scene, ask, c.Run, c.Seat)).DefaultIfEmpty(0).Max();
        return [0, 0, 0, 0, dearest + Math.Min(scene.MostPerPlacement, Micro(scene.Policy.UnplacedYuan * ask.Factor))];
    }

    internal static IEnumerable<(Run Run, Seat Seat)> Candidates(Scene scene, Ask ask) =>
        from variant in Enumerable.Range(0, ask.Demand.Variants.Count)
        from seat in scene.Seats
        let run = ask.RunIn(variant, seat)!
        where Filters.FirstRefusing(scene, ask, run, seat) is null
        select (run, seat);

    internal static double Grams(Run run, Seat seat, int slot) => seat.Kilowatts * run.Devices * seat.Intensity.GramsPerKilowatt(slot, run.Seconds);

    /// <summary>The unweighted price; null when unknown.</summary>
    internal static long? Yuan(Run run, Seat seat) => seat.Pool.PriceYuanPerDeviceHour is { } price ? Micro(price * run.Devices * run.Hours) : null;

    private static long Price(Scene scene, Run run, Seat seat) =>
        Micro(scene.Policy.PriceWeight * (seat.Pool.PriceYuanPerDeviceHour ?? 0) * run.Devices * run.Hours);

    private static long Latency(Scene scene, Ask ask, Run run, Seat seat) => scene.ChargedMilliseconds(ask, seat) is { } milliseconds
        ? Micro(scene.Policy.LatencyWeight * scene.Policy.LatencyYuanPerMillisecondHour * milliseconds * run.Hours)
        : 0;

    private static long Carbon(Scene scene, Run run, Seat seat, int slot) => Micro(PerGram(scene, run, seat) * seat.Intensity.GramsPerKilowatt(slot, run.Seconds));

    private static double PerGram(Scene scene, Run run, Seat seat) =>
        scene.Policy.CarbonWeight * scene.Policy.CarbonYuanPerTonne / 1_000_000 * seat.Kilowatts * run.Devices;

    private static long Waiting(Scene scene, Ask ask, int slot) =>
        Micro(scene.Policy.WaitingYuanPerHour * ask.Factor * (Math.Max(0, slot * scene.Grid.SlotSeconds - ask.EarliestSeconds) / 3600.0));

    private static long Micro(double yuan)
    {
        var micro = Math.Round(yuan * 1_000_000);
        return micro <= Scene.MostPerTerm ? (long)micro : Scene.MostPerTerm + 1;
    }
}

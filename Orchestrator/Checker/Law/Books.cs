using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>Whether every number that the plan tells is the one that the law gives: terms, sums, objective, figures.</summary>
internal static class Books
{
    internal const string Balance = "books-balance";
    internal const string FiguresAreTrue = "figures-are-true";

    internal static IEnumerable<Finding> Check(Scene scene, Plan plan) =>
    [
        .. plan.Placements.SelectMany(p => OfPlacement(scene, p)),
        .. plan.LeftOut.Where(l => scene.Ask(l.Workload) is not null)
            .SelectMany(l => Compare(l.Terms, Wide(Costs.OfAbsence(scene, scene.Ask(l.Workload)!)), $"{l.Path}.terms")),
        .. Sums(plan),
    ];

    internal static IEnumerable<Finding> OfPlacement(Scene scene, Placed placed)
    {
        if (placed.Parts is not null)
            return OfSpread(scene, placed);
        if (scene.Seat(placed.Pool) is not { } seat || scene.Ask(placed.Workload) is not { } ask || ask.RunIn(placed.Variant, seat) is not { } run
            || placed.StartSlot < 0 || placed.StartSlot >= scene.Grid.Slots || When.Of(scene.Grid, placed, run) is not { } when)
            return []; // the constraints say so
        return [.. Compare(placed.Terms, Wide(Costs.OfRun(scene, ask, run, seat, when)), $"{placed.Path}.terms"), .. Figures(scene, ask, run, seat, when, placed)];
    }

    /// <summary>Terms in the law's order; one that a plan from before the law knew it does not tell is told as 0.</summary>
    internal static IEnumerable<Finding> Compare(IReadOnlyList<Term> told, Int128[] terms, string path)
    {
        var known = Costs.Objectives.Where(o => told.Any(t => t.Objective == o)).ToList();
        if (!told.Select(t => t.Objective).SequenceEqual(known))
        {
            yield return new Finding(Balance, path, $"the terms are {string.Join(", ", told.Select(t => t.Objective))}, not {string.Join(", ", Costs.Objectives)}");
            yield break;
        }
        for (var i = 0; i < terms.Length; i++)
        {
            var term = told.FirstOrDefault(t => t.Objective == Costs.Objectives[i]);
            if ((term?.MicroYuan ?? 0) != terms[i])
                yield return new Finding(Balance, $"{term?.Path ?? path}.microYuan", $"{Costs.Objectives[i]} is {terms[i]} µ¥, not {term?.MicroYuan ?? 0} µ¥");
        }
    }

    private static IEnumerable<Finding> OfSpread(Scene scene, Placed placed)
    {
        if (scene.Ask(placed.Workload) is not { } ask || Spread.Told(scene, ask, placed) is not { Spread: var spread, Members: var members } || placed.StartSlot < 0 || placed.StartSlot >= scene.Grid.Slots)
            return []; // the constraints say so
        return
        [
            .. Compare(placed.Terms, Wide(spread.Terms(members, placed.StartSlot)), $"{placed.Path}.terms"),
            .. Times(spread.Run, placed),
            .. Money(placed, spread.Yuan(members, placed.StartSlot), spread.Seats.Max(s => Costs.EgressYuan(scene, ask, s))),
            .. Doubles(placed, spread.Seats.Max(s => scene.ChargedMilliseconds(ask, s)), spread.KilowattHours(members, placed.StartSlot), spread.Grams(members, placed.StartSlot), spread.GramsOff(members, placed.StartSlot)),
            .. AsOf(placed, spread.Seats.Min(s => s.Errors is null ? null : s.Pool.CarbonAsOf)),
        ];
    }

    private static IEnumerable<Finding> Figures(Scene scene, Ask ask, Run run, Seat seat, When when, Placed placed) =>
    [
        .. Times(run, placed),
        .. Money(placed, Costs.Yuan(run, seat, when), Costs.EgressYuan(scene, ask, seat)),
        .. Doubles(placed, scene.ChargedMilliseconds(ask, seat), seat.Kilowatts * Machines.Paid(run, seat) * seat.PoweredHours(when), Costs.Grams(run, seat, when), Costs.GramsOff(run, seat, when)),
        .. AsOf(placed, seat.Errors is null ? null : seat.Pool.CarbonAsOf),
    ];

    private static IEnumerable<Finding> Times(Run run, Placed placed)
    {
        if (placed.DurationIsAssumed != run.Time.IsAssumed)
            yield return new Finding(FiguresAreTrue, $"{placed.Path}.durationIsAssumed", $"is {run.Time.IsAssumed}, not {placed.DurationIsAssumed}");
        if (placed.RunTime is { } time && time != run.Time)
            yield return new Finding(FiguresAreTrue, $"{placed.Path}.runTime", $"{run.Time.Seconds} s of {run.Time.LimitSeconds} s, {run.Time.BasisWord}, {run.Time.TransferSeconds ?? 0} s of it for data; not {time.Seconds} s of {time.LimitSeconds} s, {time.BasisWord}, {time.TransferSeconds ?? 0} s for data");
    }

    private static IEnumerable<Finding> Money(Placed placed, long? price, long? egress)
    {
        if (placed.Figures.PriceYuan * 1_000_000 != price)
            yield return new Finding(FiguresAreTrue, $"{placed.Path}.figures.priceYuan", $"¥{price / 1_000_000m}, not ¥{placed.Figures.PriceYuan}");
        if (placed.Figures.EgressYuan * 1_000_000 != egress)
            yield return new Finding(FiguresAreTrue, $"{placed.Path}.figures.egressYuan", $"¥{egress / 1_000_000m}, not ¥{placed.Figures.EgressYuan}");
    }

    private static IEnumerable<Finding> Doubles(Placed placed, double? milliseconds, double kilowattHours, double grams, double? gramsOff)
    {
        (string Name, double? Told, double? True)[] figures =
        [
            ("latencyMilliseconds", placed.Figures.Milliseconds, milliseconds),
            ("energyKilowattHours", placed.Figures.KilowattHours, kilowattHours),
            ("carbonGrams", placed.Figures.CarbonGrams, grams),
            ("carbonErrorGrams", placed.Figures.CarbonErrorGrams, gramsOff),
        ];
        foreach (var (name, told, truth) in figures.Where(f => !Same(f.Told, f.True)))
            yield return new Finding(FiguresAreTrue, $"{placed.Path}.figures.{name}", $"{truth?.ToString("R") ?? "unknown"}, not {told?.ToString("R") ?? "unknown"}");
    }

    private static IEnumerable<Finding> AsOf(Placed placed, DateTimeOffset? truth)
    {
        if (placed.Figures.CarbonAsOf != truth)
            yield return new Finding(FiguresAreTrue, $"{placed.Path}.figures.carbonAsOf", $"{truth?.ToString("O") ?? "unknown"}, not {placed.Figures.CarbonAsOf?.ToString("O") ?? "unknown"}");
    }

    /// <summary>Figures are doubles for people: nine digits are enough.</summary>
    private static bool Same(double? told, double? truth) =>
        told is { } t && truth is { } u ? Math.Abs(t - u) <= 1e-9 * Math.Max(Math.Abs(t), Math.Abs(u)) : told is null == truth is null;

    private static IEnumerable<Finding> Sums(Plan plan)
    {
        var all = plan.Placements.SelectMany(p => p.Terms).Concat(plan.LeftOut.SelectMany(l => l.Terms)).ToLookup(t => t.Objective, t => t.MicroYuan);
        var sums = Costs.Objectives.Select(name => Sum(all[name])).ToArray();
        return [.. Compare(plan.Terms, sums, $"{plan.Path}.terms"), .. Total(plan)];
    }

    private static IEnumerable<Finding> Total(Plan plan)
    {
        if (Sum(plan.Terms.Select(t => t.MicroYuan)) is var total && total != plan.ObjectiveMicroYuan)
            yield return new Finding(Balance, $"{plan.Path}.objectiveMicroYuan", $"the terms sum to {total} µ¥, not {plan.ObjectiveMicroYuan} µ¥");
    }

    internal static Int128[] Wide(long[] terms) => [.. terms.Select(t => (Int128)t)];

    private static Int128 Sum(IEnumerable<long> microYuan) => microYuan.Aggregate((Int128)0, (sum, term) => sum + term);
}

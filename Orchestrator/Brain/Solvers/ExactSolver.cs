using Google.OrTools.Sat;

namespace ComputeNet.Brain.Solvers;

/// <summary>What came of a search with CP-SAT. Only <see cref="Optimal"/> proves that the demands it was given cannot do better together.</summary>
internal enum ExactOutcome { Optimal, Stopped, Unavailable }

/// <summary>
/// Solves some demands exactly by CP-SAT while all others stay where they are: one literal per demand and start, one row per contended
/// pool and slot. Single worker, fixed seed, deterministic time: the same model gives the same answer.
/// </summary>
internal sealed class ExactSolver(Schedule schedule, SlotPrices prices)
{
    /// <summary>CP-SAT refuses sums that could pass 2⁶³; costs are coarsened, if ever, to stay below this.</summary>
    private const long MostInObjective = 1L << 52;

    private readonly record struct Choice(int Member, Fate Fate);

    /// <summary>Called right before CP-SAT is; a test makes it fail here as a missing library does.</summary>
    internal Action? Asking { get; init; }

    /// <summary>What CP-SAT said when it could not be used.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>
    /// Gives the demands better fates if there are any. Null when more than <paramref name="mostChoices"/> choices could still be part of a
    /// better plan: nothing was tried.
    /// </summary>
    internal ExactOutcome? Improve(IReadOnlyList<int> demands, int mostChoices, double seconds)
    {
        var before = demands.Select(d => schedule[d]).ToArray();
        foreach (var demand in demands)
            schedule.Lift(demand);
        var outcome = Collect(demands, before, mostChoices) is { } choices ? Solve(demands, before, choices, seconds) : default(ExactOutcome?);
        if (outcome is null)
        {
            for (var i = 0; i < before.Length; i++)
                schedule.Set(demands[i], before[i]);
        }
        return outcome;
    }

    /// <summary>
    /// The fates that a better plan could use. By weak duality a plan with this fate costs at least bound + (its reduced cost − the least of its
    /// demand); what exceeds the cost in hand is out.
    /// </summary>
    private List<Choice>? Collect(IReadOnlyList<int> demands, Fate[] before, int mostChoices)
    {
        var (table, work) = (schedule.Table, 0L);
        var least = demands.Select(d => PricedFate.Of(table, prices, d, ref work).ReducedCost).ToArray();
        var slack = (Int128)before.Sum(f => f.CostMicroYuan) + prices.Worth(schedule.Grid) - least.Aggregate((Int128)0, (sum, l) => sum + l);
        var choices = new List<Choice>();
        for (var member = 0; member < demands.Count; member++)
        {
            var demand = demands[member];
            var kept = false;
            for (var o = table.FirstOf(demand); o < table.EndOf(demand) && table[o].LeastMicroYuan - least[member] < slack; o++)
            {
                ref readonly var option = ref table[o];
                if (schedule.Grid.Commons is { } commons && !commons.Allows(table.Candidate(demand, option)))
                    continue;
                for (var slot = option.FirstSlot; slot <= option.LastSlot; slot++)
                {
                    var cost = table.CostOf(demand, option, slot);
                    var excess = cost + prices.Charge(option, slot) - least[member];
                    if (excess >= slack || !schedule.Grid.Fits(option, slot))
                        continue;
                    if (choices.Count == mostChoices)
                        return null;
                    choices.Add(new Choice(member, new Fate(o, slot, cost)));
                    kept |= choices[^1].Fate == before[member];
                }
            }
            choices.Add(new Choice(member, Fate.Absent(table, demand)));
            if (before[member].IsPlaced && !kept)
                choices.Add(new Choice(member, before[member]));
        }
        return choices;
    }

    private ExactOutcome Solve(IReadOnlyList<int> demands, Fate[] before, List<Choice> choices, double seconds)
    {
        try
        {
            Asking?.Invoke();
            var model = new CpModel();
            var literals = choices.Select(_ => model.NewBoolVar("")).ToArray();
            foreach (var fatesOfOne in choices.Zip(literals).GroupBy(c => c.First.Member))
                model.AddExactlyOne(fatesOfOne.Select(c => c.Second));
            LimitCapacity(model, choices, literals);
            if (schedule.Grid.Commons is { } commons)
                CommonsRows.Add(model, schedule.Table, commons, [.. choices.Zip(literals).Where(c => c.First.Fate.IsPlaced).Select(c => new PlacedLiteral(demands[c.First.Member], c.First.Fate, c.Second))]);
            var dearest = choices.Max(c => c.Fate.CostMicroYuan);
            var unit = Math.Max(1, dearest / (MostInObjective / choices.Count));
            model.Minimize(LinearExpr.WeightedSum(literals, choices.Select(c => c.Fate.CostMicroYuan / unit)));
            for (var c = 0; c < literals.Length; c++)
                model.AddHint(literals[c], choices[c].Fate == before[choices[c].Member]);
            var solver = CpSat.Solver(schedule.Table.Case.Policy.Seed, seconds);
            var status = solver.Solve(model);
            var after = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible
                ? Enumerable.Range(0, choices.Count).Where(c => solver.BooleanValue(literals[c])).ToDictionary(c => choices[c].Member, c => choices[c].Fate)
                : [];
            Take(demands, before, after);
            return status == CpSolverStatus.Optimal && unit == 1 ? ExactOutcome.Optimal : ExactOutcome.Stopped;
        }
        catch (Exception trouble) when (trouble is DllNotFoundException or TypeInitializationException or BadImageFormatException or EntryPointNotFoundException or System.Runtime.InteropServices.SEHException)
        {
            // The native library is missing or broken on this machine; every other step works without it.
            Trouble = trouble.GetType().Name;
            Take(demands, before, []);
            return ExactOutcome.Unavailable;
        }
    }

    private void LimitCapacity(CpModel model, List<Choice> choices, BoolVar[] literals)
    {
        var rows = new Dictionary<(int Pool, int Slot), List<int>>();
        for (var c = 0; c < choices.Count; c++)
        {
            if (!choices[c].Fate.IsPlaced)
                continue;
            ref readonly var option = ref schedule.Table[choices[c].Fate.Option];
            for (var slot = choices[c].Fate.Slot; slot < Math.Min(schedule.Grid.Slots, choices[c].Fate.Slot + option.Touched); slot++)
            {
                if (!rows.TryGetValue((option.Pool, slot), out var row))
                    rows[(option.Pool, slot)] = row = [];
                row.Add(c);
            }
        }
        foreach (var ((pool, slot), row) in rows)
        {
            var free = schedule.Grid.Row(pool)[slot];
            var devices = row.Select(c => (long)schedule.Table[choices[c].Fate.Option].Units).ToArray();
            if (devices.Sum() > free)
                model.AddLinearConstraint(LinearExpr.WeightedSum(row.Select(c => literals[c]), devices), 0, free);
        }
    }

    /// <summary>The new fates when they cost less, else the old ones.</summary>
    private void Take(IReadOnlyList<int> demands, Fate[] before, Dictionary<int, Fate> after)
    {
        var better = after.Count == demands.Count && after.Values.Sum(f => f.CostMicroYuan) < before.Sum(f => f.CostMicroYuan);
        for (var member = 0; member < demands.Count; member++)
            schedule.Set(demands[member], better ? after[member] : before[member]);
    }
}

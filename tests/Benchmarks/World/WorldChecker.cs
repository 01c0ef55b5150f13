using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Plans;

namespace ComputeNet.Benchmarks.World;

/// <summary>
/// Judges answers by the input alone: every workload once, in a pool and at a start that it may have, no slot of a pool overfull, the costs
/// as told, and the bound recomputed from the plan's own prices.
/// </summary>
internal sealed class WorldChecker(Ground ground)
{
    /// <summary>Costs are sums of four terms, each rounded once; a term on a half may fall either way.</summary>
    private const int MicroYuanPerWorkload = 4;

    internal Ground Ground => ground;

    /// <summary>The answer that a plan states, after what it says of each placement was held against the input.</summary>
    internal Spot[] SpotsOf(Plan plan)
    {
        var problem = ground.Problem;
        var (demands, pools) = (IndexOf(problem.Demands.Select(d => d.Workload.Value)), IndexOf(problem.Pools.Select(p => p.Pool.Value)));
        var (spots, isTold) = (new Spot[problem.Demands.Count], new bool[problem.Demands.Count]);
        void Tell(string workload, Spot spot)
        {
            var index = demands.TryGetValue(workload, out var found) ? found : throw new CheckerRefusedException($"{workload} is not part of the problem");
            Require(!isTold[index], $"{workload} has two fates");
            (spots[index], isTold[index]) = (spot, true);
        }
        foreach (var placement in plan.Placements)
        {
            var demand = problem.Demands[demands.GetValueOrDefault(placement.Workload.Value)];
            Tell(placement.Workload.Value, new Spot(pools[placement.Pool.Value], placement.VariantIndex, placement.StartSlot));
            Require(placement.Devices == Ground.DevicesOf(demand, placement.VariantIndex), $"{placement.Workload} is not whole");
            Require(placement.Start == problem.Now.AddMinutes((double)problem.SlotMinutes * placement.StartSlot), $"{placement.Workload} starts off the grid");
            Require(placement.End == placement.Start.AddSeconds(Ground.SecondsOf(demand.Variants[placement.VariantIndex])), $"{placement.Workload} ends at {placement.End:O}");
        }
        foreach (var left in plan.LeftOut)
            Tell(left.Workload.Value, Spot.Nowhere);
        Require(isTold.All(told => told), "a workload has no fate");
        return spots;
    }

    /// <summary>Accepts a plan with its objective and its bound, or says what is wrong.</summary>
    internal void Accept(Plan plan)
    {
        var objective = Objective(SpotsOf(plan));
        var tolerance = (long)MicroYuanPerWorkload * ground.Problem.Demands.Count;
        Require(Math.Abs(objective - plan.ObjectiveMicroYuan) <= tolerance, $"the objective is {objective} µ¥, the plan says {plan.ObjectiveMicroYuan} µ¥");
        var bound = GroundBound.Of(ground, plan.Prices);
        Require(plan.LowerBoundMicroYuan <= bound + tolerance, $"the prices prove {bound} µ¥, the plan says {plan.LowerBoundMicroYuan} µ¥");
        Require(plan.LowerBoundMicroYuan <= objective + tolerance, $"the bound {plan.LowerBoundMicroYuan} µ¥ is above the objective {objective} µ¥");
    }

    /// <summary>What a valid answer costs in micro-yuan.</summary>
    internal long Objective(Spot[] spots)
    {
        var held = ground.Pools.Select(p => new long[p.Free.Length]).ToArray();
        var objective = 0L;
        for (var d = 0; d < spots.Length; d++)
        {
            var (demand, spot) = (ground.Problem.Demands[d], spots[d]);
            objective += ground.Cost(demand, spot);
            if (!spot.IsPlaced)
                continue;
            var (first, last) = ground.Window(demand, spot.Variant);
            Require(ground.MayRun(demand, spot.Variant, spot.Pool), $"{demand.Workload} may not run in {ground.Problem.Pools[spot.Pool].Pool}");
            Require(first <= spot.Slot && spot.Slot <= last, $"{demand.Workload} starts in slot {spot.Slot}, not in {first} … {last}");
            var end = Math.Min(ground.Slots, spot.Slot + ground.TouchedBy(demand.Variants[spot.Variant]));
            for (var slot = spot.Slot; slot < end; slot++)
                held[spot.Pool][slot] += Ground.DevicesOf(demand, spot.Variant);
        }
        for (var pool = 0; pool < held.Length; pool++)
        {
            for (var slot = 0; slot < ground.Slots; slot++)
                Require(held[pool][slot] <= ground.Pools[pool].Free[slot], $"{ground.Problem.Pools[pool].Pool} holds {held[pool][slot]} of {ground.Pools[pool].Free[slot]} devices in slot {slot}");
        }
        return objective;
    }

    internal Figures FiguresOf(Spot[] spots)
    {
        var (yuan, trips, users, grams, waiting, placed) = (0.0, 0.0, 0, 0.0, 0.0, 0);
        for (var d = 0; d < spots.Length; d++)
        {
            var (demand, spot) = (ground.Problem.Demands[d], spots[d]);
            if (!spot.IsPlaced)
                continue;
            placed++;
            yuan += ground.Pools[spot.Pool].YuanPerHour * Ground.DevicesOf(demand, spot.Variant) * Ground.SecondsOf(demand.Variants[spot.Variant]) / 3600;
            grams += ground.CarbonGrams(demand, spot.Variant, spot.Pool, spot.Slot);
            waiting += ground.WaitingHours(demand, spot.Slot);
            if (ground.MillisecondsTo(demand, spot.Pool) is { } trip)
                (trips, users) = (trips + trip, users + 1);
        }
        return new Figures(yuan, trips / Math.Max(1, users), grams / 1000, waiting / Math.Max(1, placed), spots.Length - placed);
    }

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new CheckerRefusedException(otherwise);
    }

    private static Dictionary<string, int> IndexOf(IEnumerable<string> names) => names.Select((name, index) => (name, index)).ToDictionary(x => x.name, x => x.index);
}

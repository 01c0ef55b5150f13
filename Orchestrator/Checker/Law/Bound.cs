using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>
/// What the plan's prices prove. Every device-slot is charged its price and what is free is paid back: no valid plan gets dearer by that, and
/// without the capacity rule every demand may take its own cheapest fate. So the sum of the cheapest fates less Σ price × free is a bound.
/// </summary>
internal static class Bound
{
    internal static long Of(Scene scene, IReadOnlyList<Prices> prices)
    {
        var (charges, paidBack) = (new Dictionary<string, Int128[]>(), (Int128)0);
        foreach (var row in prices)
        {
            var seat = scene.Seat(row.Pool)!;
            var sums = charges[row.Pool] = new Int128[scene.Grid.Slots + 1];
            for (var slot = 0; slot < scene.Grid.Slots; slot++)
            {
                var price = slot < row.MicroYuanPerDeviceSlot.Count ? row.MicroYuanPerDeviceSlot[slot] : 0;
                sums[slot + 1] = sums[slot] + price;
                paidBack += (Int128)price * seat.Free[slot];
            }
        }
        var bound = -paidBack;
        foreach (var ask in scene.Asks)
            bound += Cheapest(scene, ask, charges);
        return (long)Int128.Clamp(bound, long.MinValue, long.MaxValue);
    }

    /// <summary>Prices below zero, or for a pool that there is not (or told twice), prove nothing.</summary>
    internal static IEnumerable<Finding> Flaws(Scene scene, IReadOnlyList<Prices> prices)
    {
        foreach (var row in prices)
        {
            if (scene.Seat(row.Pool) is null)
                yield return new Finding(PlanAudit.BoundIsProved, $"{row.Path}.pool", $"the problem has no pool {row.Pool}");
            for (var slot = 0; slot < row.MicroYuanPerDeviceSlot.Count; slot++)
            {
                if (row.MicroYuanPerDeviceSlot[slot] < 0)
                    yield return new Finding(PlanAudit.BoundIsProved, $"{row.Path}.microYuanPerDeviceSlot[{slot}]", $"{row.MicroYuanPerDeviceSlot[slot]} µ¥ is below zero");
            }
        }
        foreach (var twice in prices.GroupBy(p => p.Pool).Where(g => g.Count() > 1))
            yield return new Finding(PlanAudit.BoundIsProved, $"{twice.Last().Path}.pool", $"{twice.Key} has two rows of prices");
    }

    private static Int128 Cheapest(Scene scene, Ask ask, Dictionary<string, Int128[]> charges)
    {
        Int128 cheapest = Costs.OfAbsence(scene, ask).Sum();
        foreach (var (run, seat) in Costs.Candidates(scene, ask))
        {
            var sums = charges.GetValueOrDefault(seat.Pool.Id);
            var last = scene.LastStart(run, seat);
            for (var slot = (int)ask.FirstSlot; slot <= last; slot++)
            {
                Int128 cost = Costs.OfRun(scene, ask, run, seat, When.InOnePiece(scene.Grid, slot, run)).Sum();
                if (sums is not null)
                    cost += Machines.Units(run, seat) * (sums[Math.Min(scene.Grid.Slots, slot + run.Touched)] - sums[slot]);
                cheapest = Int128.Min(cheapest, cost);
            }
            if (ask.Demand.Interruption is not null && InStretches.AtLeast(scene, ask, run, seat, sums) is { } split)
                cheapest = Int128.Min(cheapest, split);
        }
        foreach (var (spread, _) in Spread.Of(scene, ask))
        {
            for (var slot = spread.Window.First; slot <= spread.Window.Last; slot++)
                cheapest = Int128.Min(cheapest, spread.Cheapest(slot, seat => charges.GetValueOrDefault(seat.Pool.Id)));
        }
        return cheapest;
    }
}

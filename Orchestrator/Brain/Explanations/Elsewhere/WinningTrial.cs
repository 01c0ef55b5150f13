using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Elsewhere;

/// <summary>What would have won one placement for a pool: each answer is guessed, then verified by the law on a problem in which the pool is that much better.</summary>
internal sealed class WinningTrial(PlanningProblem problem, PlanningPolicy policy, Plan plan, Placement placement)
{
    private const int MostTries = 3;
    private const decimal Finest = 10_000m;

    internal Placement Placement => placement;

    /// <summary>
    /// Of a candidate that was only dearer. Compute price and what trust charges on it follow the price in proportion, so the guess is exact but for rounding and for
    /// what the changed price makes of unknown figures.
    /// </summary>
    internal decimal? Price(in Candidacy candidate, in Judgement here, CapacityLeft left)
    {
        var supply = candidate.Pool.Supply;
        var priced = Rulebook.TermsOf(candidate, here.BestSlot).Where(t => t.Objective is "price" or "trust").Sum(t => t.MicroYuan);
        if (supply.PriceYuanPerDeviceHour is not > 0 || priced <= 0)
            return null;
        var (asked, extra) = (supply.PriceYuanPerDeviceHour.Value, here.CostMicroYuan - placement.CostMicroYuan() + 2);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var price = Math.Floor(asked * (1 - extra / (decimal)priced) * Finest) / Finest;
            if (price < 0)
                return null;
            var better = Trial(supply.Pool, p => p with { PriceYuanPerDeviceHour = price });
            // The price takes no room: what the plan leaves is the same.
            if (Judged(better, candidate, left) is { IsFeasible: true } now)
            {
                if (now.CostMicroYuan < placement.CostMicroYuan())
                    return price;
                extra += now.CostMicroYuan - placement.CostMicroYuan() + 2;
            }
            else
            {
                return null;
            }
        }
        return null;
    }

    /// <summary>Of a candidate that only lacked room. A pool that tells its nodes is taken for a count here: nobody knows which machines would be added.</summary>
    internal int? ExtraDevices(in Candidacy candidate)
    {
        var (least, most) = (0L, (long)candidate.Variant.Devices);
        if (!WinsWith(candidate, most))
            return null;
        while (most - least > 1)
        {
            var middle = least + (most - least) / 2;
            if (WinsWith(candidate, middle))
                most = middle;
            else
                least = middle;
        }
        return (int)most;
    }

    private bool WinsWith(in Candidacy candidate, long extra)
    {
        var better = Trial(candidate.Pool.Supply.Pool, p => p with { Devices = (int)Math.Min(int.MaxValue, p.Devices + extra), MostDevices = p.MostDevices is { } cap ? (int)Math.Min(int.MaxValue, cap + extra) : null, Nodes = null, Sharing = null, Seated = null });
        return Judged(better, candidate, new CapacityLeft(better, plan.Placements, except: placement.Workload)) is { IsFeasible: true } now && now.CostMicroYuan < placement.CostMicroYuan();
    }

    private static Judgement Judged(PlanningCase better, in Candidacy candidate, CapacityLeft left) =>
        Judgement.Of(new Candidacy(better, better.FindDemand(candidate.Demand.Demand.Workload)!, candidate.VariantIndex, better.Pools[candidate.Pool.Index]), left);

    private PlanningCase Trial(PoolId pool, Func<PoolSupply, PoolSupply> better) =>
        new(problem with { Pools = [.. problem.Pools.Select(p => p.Pool == pool ? better(p) : p)] }, policy);
}

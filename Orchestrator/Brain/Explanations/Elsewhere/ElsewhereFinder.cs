using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Elsewhere;

/// <summary>
/// One placement that a pool of the site was a candidate for and another site got, without its tenant's name. Refused: by which rule. Else dearer: by how much, and
/// in which terms. What would have won it was verified: with that price, or so many devices more, the joint cost beside the rest of the plan is below the chosen one.
/// </summary>
/// <param name="Pool">The pool of the site that came closest.</param>
/// <param name="DeviceHours">What the placement is worth.</param>
/// <param name="RefusedBy">The first rule that refuses it there; null where it was only dearer.</param>
/// <param name="ExtraMicroYuan">How much dearer than where it went; 0 where it is refused.</param>
/// <param name="Terms">The same by objective, here less there; those that are alike are left out.</param>
public sealed record LostPlacement(PoolId Pool, double DeviceHours, Refusal? RefusedBy, long ExtraMicroYuan, IReadOnlyList<CostTerm> Terms)
{
    /// <summary>Yuan per device and hour, rounded down to a hundredth of a fen; null: no price alone would have won it.</summary>
    public decimal? WinningYuanPerDeviceHour { get; init; }

    /// <summary>The fewest devices more; null: no number alone would have won it.</summary>
    public int? WinningExtraDevices { get; init; }
}

/// <summary>
/// Why work went elsewhere: over one stored decision, what a site lost and what would have won it. A pure function of problem, policy and plan. All else stays as
/// planned: the rest of the network might have answered, so this is what that one placement would have taken, not a forecast.
/// </summary>
public static class ElsewhereFinder
{
    /// <param name="problem">The round's problem.</param>
    /// <param name="policy">The round's policy.</param>
    /// <param name="plan">What it decided.</param>
    /// <param name="site">Who asks.</param>
    /// <param name="most">So many placements are looked at, spread evenly over the plan; each takes a bounded number of walks over one pool's slots.</param>
    public static IReadOnlyList<LostPlacement> Find(PlanningProblem problem, PlanningPolicy policy, Plan plan, SiteId site, int most)
    {
        if (problem.Pools.All(p => p.Site != site))
            return [];
        var @case = new PlanningCase(problem, policy);
        var pools = @case.Pools.Where(p => p.Supply.Site == site).ToList();
        var left = new CapacityLeft(@case, plan.Placements);
        var lost = new List<LostPlacement>();
        foreach (var placement in Evenly(plan.Placements.Where(p => p is { Parts: null, Stretches: null } && p.Site != site).ToList(), most))
        {
            if (@case.FindDemand(placement.Workload) is not { } demand)
                continue;
            left.Release(@case, placement);
            if (Closest(@case, demand, pools, left) is { } here)
                lost.Add(Compare(new WinningTrial(problem, policy, plan, placement), here, left));
            left.Take(@case, placement);
        }
        return lost;
    }

    /// <summary>The cheapest that is feasible; else the one that got furthest through the law.</summary>
    private static Judgement? Closest(PlanningCase @case, DemandFacts demand, IReadOnlyList<PoolFacts> pools, CapacityLeft left)
    {
        Judgement? best = null;
        foreach (var pool in pools)
        {
            for (var variant = 0; variant < demand.Variants.Count; variant++)
            {
                var judged = Judgement.Of(new Candidacy(@case, demand, variant, pool), left);
                if (best is not { } before || IsCloser(judged, before))
                    best = judged;
            }
        }
        return best;
    }

    private static bool IsCloser(in Judgement one, in Judgement other) => (one.IsFeasible, other.IsFeasible) switch
    {
        (true, true) => one.CostMicroYuan < other.CostMicroYuan,
        (true, false) => true,
        (false, true) => false,
        _ => RankOf(one) > RankOf(other),
    };

    private static int RankOf(in Judgement judgement) => judgement.IsAllowed ? int.MaxValue : judgement.RefusingFilter;

    private static LostPlacement Compare(WinningTrial trial, in Judgement here, CapacityLeft left)
    {
        var (candidate, placement) = (here.Candidate, trial.Placement);
        var hours = placement.Devices * (placement.End - placement.Start).TotalHours;
        if (!here.IsFeasible)
            return new(candidate.Pool.Supply.Pool, hours, here.Refusal(left), 0, []) { WinningExtraDevices = IsShortOfRoom(here) ? trial.ExtraDevices(candidate) : null };
        var there = placement.Terms.ToDictionary(t => t.Objective, t => t.MicroYuan);
        var terms = Rulebook.TermsOf(candidate, here.BestSlot)
            .Select(t => new CostTerm(t.Objective, t.MicroYuan - there.GetValueOrDefault(t.Objective))).Where(t => t.MicroYuan != 0).ToList();
        return new(candidate.Pool.Supply.Pool, hours, null, here.CostMicroYuan - placement.CostMicroYuan(), terms) { WinningYuanPerDeviceHour = trial.Price(candidate, here, left) };
    }

    /// <summary>Nothing but devices stands in the way.</summary>
    private static bool IsShortOfRoom(in Judgement judgement) => judgement.IsAllowed || Rulebook.Filters[judgement.RefusingFilter] is Rules.Filters.GangFitsPool;

    private static IEnumerable<Placement> Evenly(List<Placement> placements, int most)
    {
        if (placements.Count <= most)
            return placements;
        return Enumerable.Range(0, most).Select(i => placements[(int)((long)i * placements.Count / most)]);
    }
}

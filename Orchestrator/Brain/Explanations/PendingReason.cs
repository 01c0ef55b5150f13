using System.Globalization;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>Why a demand does not start now: one refusal with numbers, for the workload's forecast.</summary>
public static class PendingReason
{
    /// <summary>It could start sooner, but the joint cost is lower later.</summary>
    public const string WaitingIsCheaper = "waiting-is-cheaper";

    /// <summary>Its tenant asked for a later start.</summary>
    public const string EarliestStartNotReached = "earliest-start-not-reached";

    /// <summary>The problem has no pools, or the demand no variants.</summary>
    public const string NothingToChooseFrom = "no-candidates";

    /// <summary>
    /// Of a demand that starts later (null when it starts now). <paramref name="left"/> counts everybody else's placements, not its own.
    /// </summary>
    internal static Refusal? Later(in Candidacy chosen, int startSlot, CapacityLeft left, IReadOnlyList<CostTerm>? terms = null)
    {
        if (startSlot == 0)
            return null;
        if (startSlot <= chosen.FirstSlot)
        {
            return Refusal.Because(EarliestStartNotReached,
                ("earliestStart", (chosen.Demand.Demand.Placement.EarliestStart ?? chosen.Case.Problem.Now).ToUniversalTime().ToString("O")));
        }
        return CheapestAtOnce(chosen, left) is { } atOnce
            ? Cheaper(chosen, startSlot, atOnce, terms ?? Rulebook.TermsOf(chosen, startSlot))
            : ShortOf.Now(chosen, left, startSlot);
    }

    /// <summary>Of a demand that the plan leaves out: the candidate that came closest, and what stopped it.</summary>
    internal static Refusal Never(PlanningCase @case, DemandFacts demand, CapacityLeft left)
    {
        var (nearest, refused) = (default(Judgement?), 0);
        foreach (var judgement in Judgement.All(@case, demand, left))
        {
            refused++;
            if (nearest is not { } sofar || Nearness(judgement, left).CompareTo(Nearness(sofar, left)) > 0)
                nearest = judgement;
        }
        if (nearest is not { } closest)
            return Refusal.Because(NothingToChooseFrom, ("pools", @case.Pools.Count), ("variants", demand.Variants.Count));
        var why = closest.Refusal(left);
        var facts = new Dictionary<string, string>(why.Facts)
        {
            ["pool"] = closest.Candidate.Spread is { } spread ? string.Join(" + ", spread.Pools.Select(p => p.Supply.Pool)) : closest.Candidate.Pool.Supply.Pool.Value,
            ["refusedCandidates"] = refused.ToString(CultureInfo.InvariantCulture),
        };
        return new Refusal(why.Code, facts);
    }

    /// <summary>Later rules are nearer; among those that only lack room, the smaller the shortage the nearer.</summary>
    private static (int Rank, long Room) Nearness(in Judgement judgement, CapacityLeft left)
    {
        if (!judgement.IsAllowed)
            return (judgement.RefusingFilter, 0);
        var candidate = judgement.Candidate;
        if (candidate.Spread is { } spread)
            return (int.MaxValue, SharedOut.DevicesIn(spread, spread.FirstSlot, left) - spread.Variant.Devices);
        var most = Windows.MostThroughout(left.Of(candidate.Pool), candidate.FirstSlot, candidate.LastSlot, candidate.Variant.TouchedSlots, candidate.Units);
        return (int.MaxValue, most - candidate.Units);
    }

    private static Candidacy? CheapestAtOnce(in Candidacy chosen, CapacityLeft left)
    {
        var (best, bestCost, rules) = (default(Candidacy?), long.MaxValue, new RulesOfDemand(chosen.Case, chosen.Demand));
        for (var variant = 0; variant < chosen.Demand.Variants.Count; variant++)
        {
            foreach (var pool in chosen.Case.Pools)
            {
                var candidate = new Candidacy(chosen.Case, chosen.Demand, variant, pool);
                if (rules.Admits(candidate, out _) && CommonsAllowAtOnce(candidate, left)
                    && Windows.Fits(left.Of(pool), candidate.FirstSlot, candidate.Variant.TouchedSlots, candidate.Units)
                    && Rulebook.CostOf(candidate, (int)candidate.FirstSlot) is var cost && cost < bestCost
                    && (candidate.FirstSlot > 0 || left.Nodes?.Refuses(candidate) is null))
                    (best, bestCost) = (candidate, cost);
            }
        }
        foreach (var (spread, _) in Spreads.Of(chosen.Case, chosen.Demand, rules))
        {
            if (Judgement.InRoom(spread, (int)spread.FirstSlot, left) is { } candidate && Rulebook.CostOf(candidate, (int)spread.FirstSlot) is var cost && cost < bestCost)
                (best, bestCost) = (candidate, cost);
        }
        return best;
    }

    private static bool CommonsAllowAtOnce(in Candidacy candidate, CapacityLeft left)
    {
        var quota = left.Commons.QuotaRow(candidate);
        return left.Commons.Allows(candidate) && (quota.IsEmpty || Windows.Fits(quota, candidate.FirstSlot, candidate.Variant.TouchedSlots, candidate.QuotaDevices));
    }

    private static Refusal Cheaper(in Candidacy chosen, int startSlot, in Candidacy atOnce, IReadOnlyList<CostTerm> later)
    {
        var sooner = Rulebook.TermsOf(atOnce, (int)atOnce.FirstSlot);
        var saving = sooner.Zip(later, (s, l) => (s.Objective, MicroYuan: s.MicroYuan - l.MicroYuan)).MaxBy(s => s.MicroYuan);
        var (soonerCost, laterCost) = (sooner.Sum(t => t.MicroYuan), later.Sum(t => t.MicroYuan));
        return Refusal.Because(WaitingIsCheaper,
            ("poolAtOnce", atOnce.Pool.Supply.Pool),
            ("atOnceYuan", Micro.ToYuan(soonerCost)),
            ("laterYuan", Micro.ToYuan(laterCost)),
            ("savedYuan", Micro.ToYuan(soonerCost - laterCost)),
            ("mostlyIn", saving.Objective),
            ("until", chosen.Case.Clock.StartOf(startSlot).ToString("O")));
    }
}

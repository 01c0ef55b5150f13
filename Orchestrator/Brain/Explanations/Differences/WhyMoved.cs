using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Differences;

/// <summary>
/// Why a demand is elsewhere now, in the order in which the law would object to its old place: it is gone, a rule refuses it, others took the
/// room, or it is dearer than the new one; and of the new one, whether it was to be had before.
/// </summary>
internal static class WhyMoved
{
    internal static Refusal Of(Placement old, Placement placed, Side was, Side now)
    {
        var then = At(old, placed.Workload, now);
        if (then.Why is { } gone)
            return gone;
        if (At(placed, placed.Workload, was) is { Why: { } unavailable })
            return Refusal.Because("new-place-opened", ("pool", placed.Pool), ("wasRefusedFor", unavailable.Code), ("savedYuan", Micro.ToYuan(then.CostMicroYuan - placed.CostMicroYuan())));
        var (saved, mostly) = Saved(then.Terms, placed.Terms);
        return saved > 0
            ? Refusal.Because("new-place-cheaper", ("savedYuan", Micro.ToYuan(saved)), ("mostlyIn", mostly), ("oldPlaceThenYuan", Micro.ToYuan(old.CostMicroYuan())), ("oldPlaceNowYuan", Micro.ToYuan(then.CostMicroYuan)))
            : Refusal.Because("joint-plan-cheaper", ("paysMoreYuan", Micro.ToYuan(-saved)));
    }

    internal static Refusal Repriced(IReadOnlyList<CostTerm> terms) => terms.MaxBy(t => Math.Abs(t.MicroYuan)) is var most
        ? Refusal.Because("prices-changed", ("mostlyIn", most!.Objective), ("byYuan", Micro.ToYuan(most.MicroYuan)))
        : throw new ArgumentException("A demand without changed terms was not repriced.", nameof(terms));

    /// <summary>What a place costs the demand in one of the decisions, everybody else being where they are there; or why it cannot be had.</summary>
    private static (Refusal? Why, long CostMicroYuan, IReadOnlyList<CostTerm> Terms) At(Placement place, WorkloadId workload, Side side)
    {
        if (side.Case.FindDemand(workload) is not { } demand || place.VariantIndex >= demand.Variants.Count)
            return (Refusal.Because("variant-gone", ("variantIndex", place.VariantIndex)), 0, []);
        if (side.Case.FindPool(place.Pool) is not { } pool)
            return (Refusal.Because("pool-gone", ("pool", place.Pool)), 0, []);
        if (place.Parts is not null && place.CandidateIn(side.Case) is null)
            return (Refusal.Because("pool-gone", ("pool", string.Join(" + ", place.Parts.Select(p => p.Pool)))), 0, []);
        var candidate = place.CandidateIn(side.Case) ?? new Candidacy(side.Case, demand, place.VariantIndex, pool);
        if (candidate.Spread is { } spread)
        {
            if (!Spreads.Admits(spread))
                return (Spreads.WhyNot(spread), 0, []);
        }
        else if (Rulebook.FirstRefusing(candidate) is { } filter)
            return (filter.Because(candidate), 0, []);
        // A start that has passed meanwhile would be now; one between two slots would be the next.
        var slot = side.Case.Clock.FirstSlotFrom(place.Start);
        if (slot < candidate.FirstSlot || slot > candidate.LastSlot)
            return (Refusal.Because("start-out-of-window", ("start", place.Start.ToString("O"))), 0, []);
        if (WithoutOwn(side, workload, () => Objection(candidate, side.Left, slot)) is { } objection)
            return (objection, 0, []);
        var terms = Rulebook.TermsOf(candidate, (int)slot);
        return (null, terms.Sum(t => t.MicroYuan), terms);
    }

    private static Refusal? ObjectionToAPart(Spread spread, int[] members, CapacityLeft left, long slot)
    {
        for (var part = 0; part < members.Length; part++)
        {
            var (free, need) = (Windows.LeastIn(left.Of(spread.Pools[part]), slot, spread.Variant.TouchedSlots), (long)members[part] * spread.DevicesPerMember);
            if (free < need)
                return Refusal.Because("place-taken", ("pool", spread.Pools[part].Supply.Pool), ("needDevices", need), ("freeDevices", Math.Max(0, free)));
        }
        return null;
    }

    private static Refusal? OverQuota(in Candidacy candidate, CapacityLeft left, long slot)
    {
        var quota = left.Commons.QuotaRow(candidate);
        return quota.IsEmpty || Windows.Fits(quota, slot, candidate.Variant.TouchedSlots, candidate.Variant.Devices) ? null : ShortOf.Now(candidate, left, (int)slot);
    }

    /// <summary>What the others leave too little of: the pool's devices, the tenant's quota or budget, or the distance that workloads keep.</summary>
    private static Refusal? Objection(in Candidacy candidate, CapacityLeft left, long slot)
    {
        if (candidate is { Spread: { } spread, Members: { } members })
            return ObjectionToAPart(spread, members, left, slot) ?? left.Commons.Refuses(candidate) ?? OverQuota(candidate, left, slot);
        var free = Windows.LeastIn(left.Of(candidate.Pool), slot, candidate.Variant.TouchedSlots);
        if (free < candidate.Units)
            return Refusal.Because("place-taken", ("pool", candidate.Pool.Supply.Pool), ("needDevices", candidate.Pool.InDevices(candidate.Units)), ("freeDevices", candidate.Pool.InDevices(Math.Max(0, free))));
        return Judgement.NextStart(candidate, left, slot) == slot ? null : left.Commons?.Refuses(candidate) ?? ShortOf.Room(candidate, left);
    }

    private static Refusal? WithoutOwn(Side side, WorkloadId workload, Func<Refusal?> ask)
    {
        if (side.Fates[workload].Placement is not { } own)
            return ask();
        side.Left.Release(side.Case, own);
        var answer = ask();
        side.Left.Take(side.Case, own);
        return answer;
    }

    private static (long MicroYuan, string Mostly) Saved(IReadOnlyList<CostTerm> old, IReadOnlyList<CostTerm> now)
    {
        var terms = old.Zip(now, (before, after) => (before.Objective, MicroYuan: before.MicroYuan - after.MicroYuan)).ToList();
        return (terms.Sum(t => t.MicroYuan), terms.MaxBy(t => t.MicroYuan).Objective);
    }
}

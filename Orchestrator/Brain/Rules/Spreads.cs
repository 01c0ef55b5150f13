using System.Numerics;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules.Filters;
using ComputeNet.Brain.Rules.Objectives;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules;

/// <summary>
/// The law for gangs over several pools of one site: which pools together, and what that costs. Every pool must join gangs and admit one member
/// as if it came alone, at the pace of the slowest; the members may then share out in any whole numbers. At most four pools, of the eight cheapest that
/// qualify at a site: beyond that one more pool saves next to nothing, and the sets would be without number.
/// </summary>
internal static class Spreads
{
    internal const int MostPools = 4;
    internal const int MostChoices = 8;

    /// <summary>What refuses a gang that all pools of a site together cannot hold.</summary>
    internal const string TooLarge = "gang-larger-than-site";

    /// <summary>Every admissible spread with the most that it can cost; none for a gang that must stay in one pool.</summary>
    internal static IEnumerable<(Spread Spread, long AtMost)> Of(PlanningCase @case, DemandFacts demand, RulesOfDemand rules)
    {
        if (!demand.MaySpread)
            return [];
        return from variant in Enumerable.Range(0, demand.Variants.Count)
               from site in Qualified(@case, demand, variant, rules).GroupBy(p => p.Supply.Site)
               from spread in Sets(@case, demand, variant, Chosen(site))
               let atMost = AtMost(spread, rules)
               where atMost is not null
               select (spread, atMost.Value);
    }

    /// <summary>Pools that join gangs and would take one member by itself. One that knows its nodes seats gangs whole: seats in two pools at once are beyond it.</summary>
    internal static IEnumerable<PoolFacts> Qualified(PlanningCase @case, DemandFacts demand, int variant, RulesOfDemand rules) =>
        @case.Pools.Where(p => p is { Supply.JoinsGangs: true, Nodes: null } && rules.Admits(new Spread(@case, demand, variant, [p]).MemberIn(0), out _));

    /// <summary>Null when the law does not allow the spread; else at least what it costs at any start and sharing out.</summary>
    internal static long? AtMost(Spread spread, RulesOfDemand rules)
    {
        if (!HasRoom(spread) || spread.FirstSlot > spread.LastSlot)
            return null;
        if (spread.Demand.Limits?.DevicesAtOnce is { } most && spread.WholeIn(0).QuotaDevices > most)
            return null;
        for (var part = 0; part < spread.Pools.Count; part++)
        {
            if (!rules.Admits(spread.MemberIn(part), out _))
                return null;
        }
        Int128 sum = 0;
        foreach (var objective in Rulebook.Objectives)
        {
            var dearest = 0L;
            for (var part = 0; part < spread.Pools.Count; part++)
                dearest = Math.Max(dearest, objective.AtMost(objective.IsPerMember ? spread.MemberIn(part) : spread.WholeIn(part)));
            sum += objective.IsPerMember ? (Int128)dearest * spread.GangMembers : dearest;
        }
        return sum <= spread.Case.CostLimitMicroYuan ? (long)sum : null;
    }

    /// <summary>Whether the law allows the gang to be spread over just these pools.</summary>
    internal static bool Admits(Spread spread) =>
        spread.Demand.MaySpread && spread.Pools.All(p => p.Supply.Site == spread.Site)
        && Of(spread.Case, spread.Demand, new RulesOfDemand(spread.Case, spread.Demand)).Any(s => s.Spread.VariantIndex == spread.VariantIndex && s.Spread.Pools.SequenceEqual(spread.Pools));

    /// <summary>Why no spread over these qualified pools of a site is admissible: what refuses the four largest together.</summary>
    internal static Refusal WhyNone(PlanningCase @case, DemandFacts demand, int variant, IReadOnlyList<PoolFacts> qualified) =>
        WhyNot(new Spread(@case, demand, variant, [.. qualified.OrderByDescending(p => p.Devices).ThenBy(p => p.Index).Take(MostPools).OrderBy(p => p.Index)]));

    /// <summary>The first rule that does not allow the spread, with the numbers.</summary>
    internal static Refusal WhyNot(Spread spread)
    {
        if (!HasRoom(spread))
        {
            return Refusal.Because(TooLarge,
                ("needDevices", spread.Variant.Devices), ("gangMembers", spread.GangMembers),
                ("siteDevices", spread.Pools.Sum(p => (long)p.Devices)), ("pools", spread.Pools.Count));
        }
        if (spread.Demand.Limits?.DevicesAtOnce is { } most && spread.WholeIn(0).QuotaDevices > most)
            return new GangFitsQuota().Because(spread.WholeIn(0));
        for (var part = 0; part < spread.Pools.Count; part++)
        {
            if (Rulebook.FirstRefusing(spread.MemberIn(part)) is { } filter)
                return filter.Because(spread.MemberIn(part));
        }
        return new CostIsInRange().Because(spread.WholeIn(0));
    }

    /// <summary>Whether the pools, empty, hold the gang with a member in each.</summary>
    internal static bool HasRoom(Spread spread)
    {
        if (spread.Variant.Devices > int.MaxValue)
            return false;
        var room = 0L;
        for (var part = 0; part < spread.Pools.Count; part++)
        {
            if (spread.MostIn(part) < 1)
                return false;
            room += spread.MostIn(part);
        }
        return room >= spread.GangMembers;
    }

    /// <summary>One objective's term: each member's own, or once what it is in the dearest pool.</summary>
    internal static long TermOf(IObjective objective, Spread spread, int[] members, int startSlot)
    {
        var term = 0L;
        for (var part = 0; part < members.Length; part++)
        {
            if (objective.IsPerMember)
                term += members[part] * objective.OfPlacement(spread.MemberIn(part), startSlot);
            else
                term = Math.Max(term, objective.OfPlacement(spread.WholeIn(part), startSlot));
        }
        return term;
    }

    private static List<PoolFacts> Chosen(IEnumerable<PoolFacts> qualified) =>
        [.. qualified.OrderBy(p => p.PriceYuanPerDeviceHour).ThenBy(p => p.Index).Take(MostChoices).OrderBy(p => p.Index)];

    private static IEnumerable<Spread> Sets(PlanningCase @case, DemandFacts demand, int variant, List<PoolFacts> pools)
    {
        for (var set = 1u; set < 1u << pools.Count; set++)
        {
            if (BitOperations.PopCount(set) is >= 2 and <= MostPools and var size && size <= demand.Demand.GangMembers)
                yield return new Spread(@case, demand, variant, [.. pools.Where((_, i) => (set >> i & 1) == 1)]);
        }
    }
}

using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Objectives;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Solvers;

/// <summary>
/// A gang over several pools, ready for inner loops. How its members share out is not part of the option: for given room and prices the cheapest
/// sharing out is to fill the cheapest pool first, because every member in a pool costs the same.
/// </summary>
internal sealed class SpreadOption
{
    private readonly long[] fixedPerMember;
    private readonly double[] yuanPerHour;
    private readonly double[] yuanPerGram;
    private readonly int[] most;

    internal SpreadOption(Spread spread, RulesOfDemand rules)
    {
        Spread = spread;
        Pools = [.. spread.Pools.Select(p => p.Index)];
        Candidacy[] members = [.. Enumerable.Range(0, Pools.Length).Select(spread.MemberIn)];
        fixedPerMember = [.. members.Select(m => rules.FixedCostOfMember(m))];
        yuanPerHour = [.. members.Select(m => PreferLowPrice.YuanPerHour(m))];
        yuanPerGram = [.. members.Select(m => PreferLowCarbon.YuanPerGram(m))];
        most = [.. Enumerable.Range(0, Pools.Length).Select(spread.MostIn)];
        OnceMicroYuan = rules.FixedCostOnce(spread);
    }

    internal Spread Spread { get; }

    /// <summary>Rows of the pools in every grid.</summary>
    internal int[] Pools { get; }

    /// <summary>What the gang pays once and at any start.</summary>
    internal long OnceMicroYuan { get; }

    internal int DevicesPerMember => Spread.DevicesPerMember;
    private long DurationSeconds => Spread.Variant.DurationSeconds;

    /// <summary>Members by pool where parts name just these pools and the whole gang; else null.</summary>
    internal int[]? SharedAs(IReadOnlyList<GangPart> parts)
    {
        int[] members = [.. Spread.Pools.Select(pool => parts.FirstOrDefault(p => p.Pool == pool.Supply.Pool)?.Members ?? 0)];
        return parts.Count == Pools.Length && Array.TrueForAll(members, m => m > 0) && members.Sum(m => (long)m) == Spread.GangMembers ? members : null;
    }

    /// <summary>What one member costs there: the terms that members pay, rounded as the rulebook does.</summary>
    private long MemberCost(int part, int slot)
    {
        var pool = Spread.Pools[part];
        return fixedPerMember[part]
            + (pool.PriceFactors is { } factors ? PreferLowPrice.At(yuanPerHour[part], factors, slot, DurationSeconds) : 0)
            + PreferLowCarbon.At(yuanPerGram[part], pool.ChargedCurve, slot, DurationSeconds);
    }

    /// <summary>What the members cost when they are shared out like this.</summary>
    internal long CostOfMembers(int slot, ReadOnlySpan<int> members)
    {
        var cost = 0L;
        for (var part = 0; part < members.Length; part++)
            cost += members[part] * MemberCost(part, slot);
        return cost;
    }

    /// <summary>What the members pay for the devices at these prices.</summary>
    internal long ChargeOf(SlotPrices prices, int slot, ReadOnlySpan<int> members, int touched)
    {
        var charge = 0L;
        for (var part = 0; part < members.Length; part++)
            charge += members[part] * DevicesPerMember * prices.PerDevice(Pools[part], slot, touched);
        return charge;
    }

    /// <summary>
    /// Shares the members out as cheaply as can be, one in each pool and then the cheapest pool first, and returns what they cost with their charge;
    /// null when the room does not suffice. Of equally cheap pools the first in the problem is filled first.
    /// </summary>
    /// <param name="slot">Where the run starts.</param>
    /// <param name="touched">Slots that it touches.</param>
    /// <param name="prices">A charge on capacity, or null.</param>
    /// <param name="grid">The room that others leave, or null: then only the size of the pools limits.</param>
    /// <param name="members">Receives the members of each pool.</param>
    internal long? ShareOut(int slot, int touched, SlotPrices? prices, CapacityGrid? grid, Span<int> members)
    {
        Span<long> costs = stackalloc long[Pools.Length];
        Span<int> room = stackalloc int[Pools.Length];
        var (sum, left) = (0L, Spread.GangMembers - Pools.Length);
        for (var part = 0; part < Pools.Length; part++)
        {
            room[part] = (grid is null ? most[part] : (int)Math.Min(most[part], grid.LeastFree(Pools[part], slot, touched) / DevicesPerMember)) - 1;
            if (room[part] < 0)
                return null;
            costs[part] = MemberCost(part, slot) + (prices is null ? 0 : DevicesPerMember * prices.PerDevice(Pools[part], slot, touched));
            (members[part], sum) = (1, sum + costs[part]);
        }
        while (left > 0)
        {
            var cheapest = -1;
            for (var part = 0; part < costs.Length; part++)
            {
                if (room[part] > 0 && (cheapest < 0 || costs[part] < costs[cheapest]))
                    cheapest = part;
            }
            if (cheapest < 0)
                return null;
            var more = Math.Min(left, room[cheapest]);
            members[cheapest] += more;
            room[cheapest] -= more;
            sum += more * costs[cheapest];
            left -= more;
        }
        return sum;
    }
}

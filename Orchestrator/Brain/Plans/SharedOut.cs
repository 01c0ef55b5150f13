using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;

namespace ComputeNet.Brain.Plans;

/// <summary>
/// The cheapest way to share a gang out over the pools of a spread. Every member in a pool costs the same, so one in each pool and then the cheapest pool
/// first is exact, whatever limits the pools and whatever their devices are charged.
/// </summary>
internal static class SharedOut
{
    /// <summary>With prices on devices, where only the size of a pool limits it: what the relaxation lets the gang have.</summary>
    /// <param name="spread">An admissible spread.</param>
    /// <param name="slot">Where it starts.</param>
    /// <param name="charges">Running sums of the prices of a pool's slots, by pool; null where it has none.</param>
    internal static Int128 Cheapest(Spread spread, int slot, Int128[]?[] charges) =>
        Once(spread, slot) + Of(spread, slot, spread.MostIn, part => spread.DevicesPerMember * Charge(spread, charges[spread.Pools[part].Index], slot))!.Value.Cost;

    /// <summary>In the room that others leave: members by pool; null when it does not suffice.</summary>
    internal static int[]? InRoom(Spread spread, int slot, CapacityLeft left) => Of(spread, slot, part => RoomIn(spread, part, slot, left), _ => 0)?.Members;

    /// <summary>Devices that the gang could use of what is left throughout a run from the slot: what decides how short they are.</summary>
    internal static long DevicesIn(Spread spread, long slot, CapacityLeft left)
    {
        var members = 0L;
        for (var part = 0; part < spread.Pools.Count; part++)
            members += Math.Max(0, RoomIn(spread, part, slot, left));
        return Math.Min(members * spread.DevicesPerMember, spread.Variant.Devices);
    }

    private static int RoomIn(Spread spread, int part, long slot, CapacityLeft left) =>
        (int)Math.Min(spread.MostIn(part), Windows.LeastIn(left.Of(spread.Pools[part]), slot, spread.Variant.TouchedSlots) / spread.DevicesPerMember);

    private static (int[] Members, Int128 Cost)? Of(Spread spread, int slot, Func<int, int> mostIn, Func<int, Int128> chargeOf)
    {
        var parts = spread.Pools.Count;
        var (members, cost, left) = (new int[parts], (Int128)0, spread.GangMembers);
        var each = Enumerable.Range(0, parts).Select(part => (Part: part, Cost: OfMember(spread, part, slot) + chargeOf(part), Most: mostIn(part))).OrderBy(p => p.Cost).ToList();
        if (each.Exists(p => p.Most < 1))
            return null;
        foreach (var (part, member, most) in each)
        {
            // One member is kept for each of the pools that come after.
            members[part] = Math.Min(most, left - --parts);
            cost += members[part] * member;
            left -= members[part];
        }
        return left == 0 ? (members, cost) : null;
    }

    /// <summary>What the gang pays once, however its members share out.</summary>
    private static long Once(Spread spread, int slot) =>
        Rulebook.Objectives.Where(o => !o.IsPerMember).Sum(o => Enumerable.Range(0, spread.Pools.Count).Max(part => o.OfPlacement(spread.WholeIn(part), slot)));

    private static Int128 OfMember(Spread spread, int part, int slot) => Rulebook.Objectives.Where(o => o.IsPerMember).Sum(o => o.OfPlacement(spread.MemberIn(part), slot));

    private static Int128 Charge(Spread spread, Int128[]? sums, int slot) => sums is null ? 0 : sums[Math.Min(sums.Length - 1, slot + spread.Variant.TouchedSlots)] - sums[slot];
}

using System.Numerics;

namespace ComputeNet.Checker.Law;

/// <summary>
/// Gangs over several pools of one site: 2 – 4 pools that join gangs and are counts, of the eight cheapest at the site that would take one member by itself. The gang runs
/// as long as on the slowest of them, and its members share out in any whole numbers. Of each term every member pays what it would alone where it is, or the
/// gang pays once what it is in the dearest of its pools.
/// </summary>
internal sealed class Spread
{
    private const int MostPools = 4;
    private const int MostChoices = 8;

    private readonly Run member;

    private Spread(Scene scene, Ask ask, int variant, IReadOnlyList<Seat> seats)
    {
        (Scene, Ask, Variant, Seats) = (scene, ask, variant, seats);
        Run = seats.Select(s => ask.RunIn(variant, s)!).MaxBy(r => r.Seconds)!;
        member = Run.OfOneMember();
    }

    private Scene Scene { get; }
    private Ask Ask { get; }
    internal int Variant { get; }

    /// <summary>In the order of the problem.</summary>
    internal IReadOnlyList<Seat> Seats { get; }

    /// <summary>The whole gang at the pace of the slowest pool.</summary>
    internal Run Run { get; }

    private long LastStart => Seats.Min(s => Scene.LastStart(Run, s));
    private long AllOf(Func<Seat, long> figure) => Seats.Max(figure);

    /// <summary>Every admissible one, with at least what it costs at any start.</summary>
    internal static IEnumerable<(Spread Spread, long AtMost)> Of(Scene scene, Ask ask)
    {
        if (!ask.Demand.MaySpread)
            yield break;
        foreach (var (variant, seats) in Choices(scene, ask))
        {
            for (var set = 1; set < 1 << seats.Count; set++)
            {
                if (BitOperations.PopCount((uint)set) is < 2 or > MostPools)
                    continue;
                var spread = new Spread(scene, ask, variant, [.. seats.Where((_, i) => (set >> i & 1) == 1)]);
                if (spread.AtMost() is { } atMost)
                    yield return (spread, atMost);
            }
        }
    }

    private static IEnumerable<(int Variant, List<Seat> Seats)> Choices(Scene scene, Ask ask) =>
        from variant in Enumerable.Range(0, ask.Demand.Variants.Count)
        from site in scene.Seats.Where(s => s.Pool is { JoinsGangs: true, Machines: null } && Filters.FirstRefusing(scene, ask, ask.RunIn(variant, s)!.OfOneMember(), s) is null).GroupBy(s => s.Pool.Site)
        select (variant, site.OrderBy(s => s.Pool.PriceYuanPerDeviceHour).ThenBy(s => s.Index).Take(MostChoices).OrderBy(s => s.Index).ToList());

    /// <summary>The gang as a placement shares it out; null where its parts are not several pools of the problem with at least one member each.</summary>
    internal static (Spread Spread, IReadOnlyList<int> Members)? Told(Scene scene, Ask ask, Reading.Placed placed)
    {
        if (placed.Parts is not { Count: >= 2 } parts || placed.Variant < 0 || placed.Variant >= ask.Demand.Variants.Count || parts.Any(p => p.Members < 1 || scene.Seat(p.Pool) is null))
            return null;
        var sorted = parts.Select(p => (Seat: scene.Seat(p.Pool)!, p.Members)).OrderBy(p => p.Seat.Index).ToList();
        return sorted.DistinctBy(p => p.Seat.Index).Count() == parts.Count
            ? (new Spread(scene, ask, placed.Variant, [.. sorted.Select(p => p.Seat)]), [.. sorted.Select(p => p.Members)])
            : null;
    }

    internal bool IsAdmissible() =>
        Of(Scene, Ask).Any(s => s.Spread.Variant == Variant && s.Spread.Seats.Select(x => x.Index).SequenceEqual(Seats.Select(x => x.Index)));

    /// <summary>The terms of a start, the number of pools last.</summary>
    internal long[] Terms(IReadOnlyList<int> members, int slot) =>
    [
        .. Costs.Each.Select(o => o.Id == Costs.ExtraPools ? ExtraPools()
            : o.IsPerMember ? Seats.Select((seat, i) => members[i] * o.OfRun(Scene, Ask, member, seat, When.InOnePiece(Scene.Grid, slot, Run))).Sum()
            : AllOf(seat => o.OfRun(Scene, Ask, Run, seat, When.InOnePiece(Scene.Grid, slot, Run)))),
    ];

    /// <summary>What the start costs at least, prices on capacity included: members fill the cheapest pool first.</summary>
    internal Int128 Cheapest(int slot, Func<Seat, Int128[]?> charges)
    {
        var when = When.InOnePiece(Scene.Grid, slot, Run);
        var each = Seats.Select(seat => (Cost: Costs.Each.Where(o => o.IsPerMember).Sum(o => o.OfRun(Scene, Ask, member, seat, when)) + Charge(charges(seat), slot), Most: MostIn(seat))).OrderBy(e => e.Cost).ToList();
        Int128 cost = ExtraPools() + Costs.Each.Where(o => !o.IsPerMember).Sum(o => AllOf(seat => o.OfRun(Scene, Ask, Run, seat, when)));
        long left = Ask.Demand.GangMembers;
        for (var i = 0; i < each.Count; i++)
        {
            // One member is kept for each of the pools that come after.
            var here = Math.Min(each[i].Most, left - (each.Count - 1 - i));
            cost += here * each[i].Cost;
            left -= here;
        }
        return cost;
    }

    /// <summary>First and last slot in which it may start.</summary>
    internal (int First, long Last) Window => ((int)Ask.FirstSlot, LastStart);

    /// <summary>What it takes from its tenant's budget.</summary>
    internal Int128 Spends(IReadOnlyList<int> members) =>
        Seats.Select((seat, i) => (Int128)members[i] * (Costs.DearestYuan(member, seat, member.Hours) ?? 0)).Aggregate((sum, m) => sum + m) + AllOf(seat => Costs.EgressYuan(Scene, Ask, seat) ?? 0);

    internal long Yuan(IReadOnlyList<int> members, int slot) => Seats.Select((seat, i) => members[i] * (Costs.Yuan(member, seat, When.InOnePiece(Scene.Grid, slot, Run)) ?? 0)).Sum();
    internal double KilowattHours(IReadOnlyList<int> members, int slot) => Seats.Select((seat, i) => members[i] * (seat.Kilowatts * member.Devices * seat.PoweredHours(When.InOnePiece(Scene.Grid, slot, Run)))).Sum();
    internal double Grams(IReadOnlyList<int> members, int slot) => Seats.Select((seat, i) => members[i] * Costs.Grams(member, seat, When.InOnePiece(Scene.Grid, slot, Run))).Sum();

    /// <summary>Null where no pool's carbon rests on a forecast.</summary>
    internal double? GramsOff(IReadOnlyList<int> members, int slot) => Seats.All(s => s.Errors is null) ? null
        : Seats.Select((seat, i) => members[i] * (Costs.GramsOff(member, seat, When.InOnePiece(Scene.Grid, slot, Run)) ?? 0)).Sum();

    private long? AtMost()
    {
        if (Ask.Demand.GangMembers < Seats.Count || Run.Devices > int.MaxValue || Seats.Any(s => MostIn(s) < 1) || Seats.Sum(MostIn) < Ask.Demand.GangMembers || Ask.FirstSlot > LastStart)
            return null;
        if (Scene.LimitsOf(Ask)?.DevicesAtOnce is { } most && Sharing.Accelerators(Run, Seats[0]) > most)
            return null;
        if (Seats.Any(s => Filters.FirstRefusing(Scene, Ask, member, s) is not null))
            return null;
        var sum = Costs.Each.Aggregate((Int128)ExtraPools(), (total, o) => total + (Int128)AllOf(seat => o.Most(Scene, Ask, Once(o), seat)) * (o.IsPerMember ? Ask.Demand.GangMembers : 1));
        return sum <= Scene.MostPerPlacement ? (long)sum : null;
    }

    private Run Once(Objective objective) => objective.IsPerMember ? member : Run;

    private long MostIn(Seat seat) => Math.Min(seat.Pool.Devices / Run.Variant.DevicesPerMember, Ask.Demand.GangMembers - (Seats.Count - 1));

    private long ExtraPools() => Costs.Micro(Scene.Policy.ExtraPoolYuan) * (Seats.Count - 1);

    private Int128 Charge(Int128[]? sums, int slot) => sums is null ? 0 : Run.Variant.DevicesPerMember * (sums[Math.Min(Scene.Grid.Slots, slot + Run.Touched)] - sums[slot]);
}

using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Objectives;

namespace ComputeNet.Brain.Plans;

/// <summary>
/// At least what a candidate costs in two stretches or more at charges on the slots, cheap enough to ask for every candidate: the cheapest seconds, whichever they
/// are, for the work and one resume. For each slot in which the run may end: it works there from the slot's start, and the rest of its seconds are the cheapest
/// before. The cost is then convex in the second of the end, so its corners suffice. (What it leaves out only adds to the cost: that stretches begin with slots
/// and hold them whole, the least stretch, and every resume but one.)
/// </summary>
/// <param name="MicroYuan">The bound; <see cref="long.MaxValue"/> where no such run ends in time.</param>
/// <param name="EndSlot">Where the cheapest seconds end.</param>
/// <param name="SecondsInEndSlot">How many of them lie there.</param>
internal readonly record struct SplitBound(long MicroYuan, int EndSlot, long SecondsInEndSlot)
{
    private static readonly SplitBound None = new(long.MaxValue, -1, 0);

    /// <summary>What is added up may lie above by its rounding: four terms of the law.</summary>
    private const long Slack = 4;

    /// <summary>No slot counts more, charge included.</summary>
    internal const long MostPerSlot = 1L << 58;

    /// <summary>Sums stay far from the end of 64 bits.</summary>
    private const long Most = 1L << 62;

    /// <param name="candidate">One that the filters admit, of a demand that can be interrupted.</param>
    /// <param name="charge">Micro-yuan that the run pays for a slot, besides what the law charges.</param>
    internal static SplitBound Of(in Candidacy candidate, Func<int, Int128> charge)
    {
        var (rates, costs) = (new SlotRates(candidate), new long[candidate.Case.Clock.Slots]);
        for (var slot = FirstOf(candidate, costs); slot < costs.Length; slot++)
            costs[slot] = Charged(rates.Of(slot), charge(slot));
        return Of(candidate, costs);
    }

    /// <summary>A slot's cost with a charge on top.</summary>
    internal static long Charged(long microYuan, Int128 charge) => (long)Int128.Min(MostPerSlot, microYuan + charge);

    /// <param name="candidate">As above.</param>
    /// <param name="costs">What running all of a slot costs; those before the first slot are not read.</param>
    internal static SplitBound Of(in Candidacy candidate, ReadOnlySpan<long> costs)
    {
        var (terms, length) = (candidate.Demand.Interruption!, candidate.Case.Clock.SlotSeconds);
        var seconds = candidate.Variant.DurationSeconds + terms.ResumeSeconds;
        var deadline = candidate.Demand.Demand.Placement.Deadline is { } by ? candidate.Case.Clock.SecondsFromNow(by) : long.MaxValue;
        var (cheapest, best) = (new CheapestSlots(seconds / length), None);
        for (var slot = FirstOf(candidate, costs); slot < costs.Length; slot++)
        {
            var from = slot * length;
            var most = Math.Min(Math.Min(length, seconds), deadline - from);
            if (most < 1)
                break;
            foreach (var here in (ReadOnlySpan<long>)[most, seconds % length, candidate.Demand.DueSeconds - from])
            {
                if (here < 1 || here > most || cheapest.Cost(seconds - here, length) is not { } before)
                    continue;
                var cost = before + CheapestSlots.Part(costs[slot], here, length) + AvoidWaiting.OfEnd(candidate, from + here) + AvoidLateness.OfEnd(candidate, from + here);
                if (cost < best.MicroYuan)
                    best = new SplitBound((long)Int128.Min(Most, cost), slot, here);
            }
            cheapest.Add(costs[slot]);
        }
        return best.EndSlot < 0 ? best : best with { MicroYuan = Math.Max(0, best.MicroYuan + Fixed(candidate) + terms.ResumeMicroYuan - Slack) };
    }

    /// <summary>What neither the hours nor the end change, at the run time without resumes.</summary>
    private static long Fixed(in Candidacy candidate)
    {
        var cost = 0L;
        foreach (var objective in Rulebook.Objectives)
            cost += objective is PreferLowPrice or PreferLowCarbon or AvoidWaiting or AvoidLateness ? 0 : objective.OfPlacement(candidate, (int)candidate.FirstSlot);
        return cost;
    }

    private static int FirstOf(in Candidacy candidate, ReadOnlySpan<long> costs) => (int)Math.Min(costs.Length, candidate.FirstSlot);
}

/// <summary>What running a slot from end to end costs a candidate in price and carbon: a millionth under, so that no rounding lifts a sum of parts above what the law charges.</summary>
internal readonly struct SlotRates(in Candidacy candidate)
{
    private const double MicroLessOneInAMillion = 999_999;

    private readonly HourlyCurve? factors = candidate.Pool.PriceFactors;
    private readonly HourlyCurve curve = candidate.Pool.ChargedCurve;
    private readonly long slotSeconds = candidate.Case.Clock.SlotSeconds;
    private readonly double yuanPerHour = PreferLowPrice.YuanPerHour(candidate);
    private readonly double yuanPerGram = PreferLowCarbon.YuanPerGram(candidate);

    internal long Of(int slot)
    {
        var hours = factors?.Sum(slot, slotSeconds) ?? slotSeconds / 3600.0;
        return (long)Math.Min(Micro.MostPerTerm, (yuanPerHour * hours + yuanPerGram * curve.Sum(slot, slotSeconds)) * MicroLessOneInAMillion);
    }
}

/// <summary>The cheapest of the slots seen so far, so many that only a part of one more is ever asked for.</summary>
internal sealed class CheapestSlots(long kept)
{
    private readonly PriorityQueue<long, long> heap = new(Comparer<long>.Create((a, b) => b.CompareTo(a)));
    private Int128 sum;
    private long next = -1;

    internal void Add(long microYuan)
    {
        sum += microYuan;
        heap.Enqueue(microYuan, microYuan);
        if (heap.Count <= kept)
            return;
        var dropped = heap.Dequeue();
        sum -= dropped;
        next = next < 0 ? dropped : Math.Min(next, dropped);
    }

    /// <summary>What the cheapest seconds cost; null when there are not so many. At most one slot less than are kept, and at most a part of one more.</summary>
    internal Int128? Cost(long seconds, long length)
    {
        var (slots, rest) = (seconds / length, seconds % length);
        if (slots == heap.Count)
            return rest == 0 ? sum : next < 0 ? null : sum + Part(next, rest, length);
        return slots + 1 == heap.Count ? sum - heap.Peek() + Part(heap.Peek(), rest, length) : null;
    }

    /// <summary>The part of a slot's cost that so many seconds have, rounded down.</summary>
    internal static long Part(long microYuan, long seconds, long length) => microYuan / length * seconds + microYuan % length * seconds / length;
}

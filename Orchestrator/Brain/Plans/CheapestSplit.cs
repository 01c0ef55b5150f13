using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Objectives;
using ComputeNet.Brain.Timing;

namespace ComputeNet.Brain.Plans;

/// <summary>The cheapest way to run one candidate in stretches, in slots that have room and at the law's prices. Exact on the slots (ADR 21).</summary>
internal static class CheapestSplit
{
    /// <summary>Rates are whole nano-yuan per second, so that an hour at ¥1 is right to seven digits.</summary>
    private const double NanoPerYuan = 1e9;
    private const long NanoPerMicro = 1000;
    private const int SecondsPerHour = 3600;

    /// <summary>Null when the demand cannot be interrupted, no stretches have room, one piece is best, or the figures are too large to add up.</summary>
    /// <param name="candidate">One that the filters admit.</param>
    /// <param name="free">Devices free per slot.</param>
    /// <param name="quota">Accelerators that the tenant's quota leaves per slot; empty: no limit.</param>
    /// <param name="work">Raised by the cells of the table that it takes.</param>
    internal static Stretched? Of(in Candidacy candidate, ReadOnlySpan<int> free, ReadOnlySpan<int> quota, ref long work)
    {
        var (clock, asked) = (candidate.Case.Clock, candidate);
        if (candidate.Demand.Interruption is not { } terms || WindowOf(candidate) is not { } window || CurveOf(candidate) is not { } curve)
            return null;
        work += RunGrid.OnSlots(curve, window, terms.InNano(NanoPerMicro)).Cells;
        var room = new HeldSlots(clock.SlotSeconds, FreeSlots(candidate, free, quota), second => NanoPerMicro * (AvoidWaiting.OfEnd(asked, second) + AvoidLateness.OfEnd(asked, second)));
        return SplitRun.OnSlots(curve, window, terms.InNano(NanoPerMicro), room) is { Resumes: > 0 } run ? new Stretched(run.Segments, clock) : null;
    }

    /// <summary>From the first slot in which it may start to the deadline, within the horizon; null when the work does not fit.</summary>
    private static RunWindow? WindowOf(in Candidacy candidate)
    {
        var (clock, seconds) = (candidate.Case.Clock, candidate.Variant.DurationSeconds);
        var horizon = clock.Slots * clock.SlotSeconds;
        var end = candidate.Demand.Demand.Placement.Deadline is { } deadline ? Math.Min(horizon, clock.SecondsFromNow(deadline)) : horizon;
        if (candidate.FirstSlot >= clock.Slots || seconds < 1)
            return null;
        var window = new RunWindow(candidate.FirstSlot * clock.SlotSeconds, end, seconds);
        return window.LatestStartSecond < window.EarliestSecond ? null : window;
    }

    /// <summary>Price, carbon and whatever else grows with the run time, of the whole gang, by the slot.</summary>
    private static CostCurve? CurveOf(in Candidacy candidate)
    {
        var clock = candidate.Case.Clock;
        var (price, others, yuanPerGram) = (PreferLowPrice.YuanPerHour(candidate) / SecondsPerHour, OthersPerHour(candidate) / SecondsPerHour, PreferLowCarbon.YuanPerGram(candidate));
        var rates = new long[clock.Slots];
        for (var slot = 0; slot < rates.Length; slot++)
        {
            var rate = NanoPerYuan * (price * HourlyCurve.Mean(candidate.Pool.PriceFactors, slot, clock.SlotSeconds) + others + yuanPerGram * HourlyCurve.Mean(candidate.Pool.ChargedCurve, slot, clock.SlotSeconds) / SecondsPerHour);
            if (rate > CostCurve.MostSum / ((double)clock.SlotSeconds * rates.Length + 1))
                return null;
            rates[slot] = (long)Math.Round(rate);
        }
        return new CostCurve(rates, clock.SlotSeconds);
    }

    /// <summary>Weighted yuan for an hour of the whole gang, by every objective that grows with the run time and not with its hours.</summary>
    private static double OthersPerHour(in Candidacy candidate)
    {
        var (hourly, first) = (0.0, (int)candidate.FirstSlot);
        foreach (var objective in Rulebook.Objectives)
            hourly += objective is PreferLowLatency or PreferTrusted or AvoidFragmenting ? (double)Micro.ToYuan(objective.OfPlacement(candidate, first)) / candidate.DurationHours : 0;
        return hourly;
    }

    private static bool[] FreeSlots(in Candidacy candidate, ReadOnlySpan<int> free, ReadOnlySpan<int> quota)
    {
        var isFree = new bool[free.Length];
        for (var slot = 0; slot < isFree.Length; slot++)
            isFree[slot] = free[slot] >= candidate.Units && (quota.IsEmpty || quota[slot] >= candidate.QuotaDevices);
        return isFree;
    }
}

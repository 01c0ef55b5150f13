using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Objectives;
using ComputeNet.Brain.Timing;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Explanations.Interruptions;

/// <summary>The cheapest way to run one candidate in stretches, priced by the law's own expressions.</summary>
internal sealed record CandidateSplit(Candidacy Candidate, TimedRun Run, IReadOnlyList<CostTerm> Terms)
{
    /// <summary>Rates are whole nano-yuan per second, so that an hour at ¥1 is right to seven digits.</summary>
    private const double NanoPerYuan = 1e9;
    private const long NanoPerMicro = 1000;
    private const int SecondsPerMinute = 60;

    internal long CostMicroYuan { get; } = Terms.Sum(t => t.MicroYuan);

    /// <summary>Null when no stretches have room, or the candidate's figures are too large to add up.</summary>
    internal static CandidateSplit? Of(Candidacy candidate, CapacityLeft left, InterruptionTerms terms)
    {
        var (clock, demand, work) = (candidate.Case.Clock, candidate.Demand, candidate.Variant.DurationSeconds);
        var horizon = clock.Slots * clock.SlotSeconds;
        var end = demand.Demand.Placement.Deadline is { } deadline ? Math.Min(horizon, clock.SecondsFromNow(deadline)) : horizon;
        var window = new RunWindow(candidate.FirstSlot * clock.SlotSeconds, end, work);
        if (candidate.FirstSlot >= clock.Slots || work < 1 || window.LatestStartSecond < window.EarliestSecond || Curve(candidate) is not { } curve)
            return null;
        var split = new SplitTerms((long)(Known.Factor(terms.ResumeYuan) * NanoPerYuan), terms.ResumeMinutes * SecondsPerMinute, terms.LeastMinutes * SecondsPerMinute);
        var run = SplitRun.OnSlots(curve, window, split, new HeldSlots(clock.SlotSeconds, FreeSlots(candidate, left), second => NanoPerMicro * EndCost(candidate, second).Sum()));
        return run is null ? null : new CandidateSplit(candidate, run, TermsOf(candidate, run, terms));
    }

    internal InterruptedRun Answer(Present present)
    {
        var (pool, clock) = (Candidate.Pool.Supply, Candidate.Case.Clock);
        var before = FiguresOf.Candidate(Candidate, (int)Candidate.FirstSlot);
        var share = RunSeconds(Run) / (double)Candidate.Variant.DurationSeconds;
        var figures = before with
        {
            PriceYuan = Candidate.Pool.PriceYuanPerDeviceHour is { } yuan ? Micro.ToYuan(Micro.FromYuan(yuan * Candidate.PaidDevices * PricedHours(Candidate, Run))) : null,
            EnergyKilowattHours = before.EnergyKilowattHours * share,
            CarbonGrams = Candidate.Pool.KilowattsPerDevice * Candidate.PaidDevices * Grams(Candidate, Run),
        };
        return new InterruptedRun(
            pool.Site, pool.Pool, Candidate.VariantIndex, [.. Run.Segments.Select(s => new RunStretch(clock.EndOf(0, s.FromSecond), clock.EndOf(0, s.ToSecond)))],
            figures, Terms, present.Figures is null, present.Figures is { } now ? FigureDifference.Between(now, figures, CostMicroYuan - present.CostMicroYuan) : null);
    }

    /// <summary>Price and carbon of the whole gang, by the slot.</summary>
    private static CostCurve? Curve(in Candidacy candidate)
    {
        var clock = candidate.Case.Clock;
        var (price, others) = (PreferLowPrice.YuanPerHour(candidate) / 3600, PerHour(candidate) / 3600);
        var yuanPerGram = PreferLowCarbon.YuanPerGram(candidate);
        var rates = new long[clock.Slots];
        for (var slot = 0; slot < rates.Length; slot++)
        {
            var rate = NanoPerYuan * (price * MeanIn(slot, candidate.Pool.PriceFactors, clock) + others + yuanPerGram * candidate.Pool.Curve.Sum(slot, clock.SlotSeconds) / clock.SlotSeconds);
            if (rate > CostCurve.MostSum / ((double)clock.SlotSeconds * rates.Length + 1))
                return null;
            rates[slot] = (long)Math.Round(rate);
        }
        return new CostCurve(rates, clock.SlotSeconds);
    }

    private static double MeanIn(int slot, HourlyCurve? curve, SlotClock clock) => curve is null ? 1 : curve.Sum(slot, clock.SlotSeconds) / clock.SlotHours;

    /// <summary>Weighted yuan for an hour of the whole gang, by every objective that grows with the run time and not with its start.</summary>
    private static double PerHour(in Candidacy candidate)
    {
        var hourly = 0.0;
        foreach (var objective in Rulebook.Objectives)
            hourly += GrowsWithRunTime(objective) ? (double)Micro.ToYuan(objective.OfPlacement(candidate, (int)candidate.FirstSlot)) / candidate.DurationHours : 0;
        return hourly;
    }

    private static bool GrowsWithRunTime(IObjective objective) => objective is PreferLowLatency or PreferTrusted or AvoidFragmenting;

    private static List<bool> FreeSlots(in Candidacy candidate, CapacityLeft left)
    {
        var row = left.Of(candidate.Pool);
        var quota = left.Commons is { } commons ? commons.QuotaRow(candidate) : [];
        var free = new List<bool>(row.Length);
        for (var slot = 0; slot < row.Length; slot++)
            free.Add(row[slot] >= candidate.Units && (quota.IsEmpty || quota[slot] >= candidate.QuotaDevices));
        return free;
    }

    private static List<CostTerm> TermsOf(Candidacy candidate, TimedRun run, InterruptionTerms terms)
    {
        var share = RunSeconds(run) / (double)candidate.Variant.DurationSeconds;
        var ends = EndCost(candidate, run.EndSecond);
        var costs = Rulebook.Objectives.Select(o => new CostTerm(o.Id, o switch
        {
            PreferLowPrice => Micro.FromYuan(PreferLowPrice.YuanPerHour(candidate) * PricedHours(candidate, run)),
            PreferLowCarbon => Micro.FromYuan(PreferLowCarbon.YuanPerGram(candidate) * Grams(candidate, run)),
            AvoidWaiting => ends[0],
            AvoidLateness => ends[1],
            _ when GrowsWithRunTime(o) => Micro.FromYuan((double)Micro.ToYuan(o.OfPlacement(candidate, (int)candidate.FirstSlot)) * share),
            _ => o.OfPlacement(candidate, (int)candidate.FirstSlot),
        }));
        return [.. costs, new CostTerm("resume", run.Resumes * Micro.FromYuan(Known.Factor(terms.ResumeYuan)))];
    }

    /// <summary>Waiting and lateness of a run that ends at the second, in micro-yuan.</summary>
    private static long[] EndCost(in Candidacy candidate, long endSecond)
    {
        var (@case, demand, work) = (candidate.Case, candidate.Demand, candidate.Variant.DurationSeconds);
        var idle = Math.Max(0, endSecond - demand.EarliestSeconds - work);
        return
        [
            AvoidWaiting.At(AvoidWaiting.YuanPerHour(@case, demand), idle / 3600.0),
            AvoidLateness.At(AvoidLateness.YuanPerHour(@case, demand), endSecond - work, work, demand.DueSeconds),
        ];
    }

    private static double Grams(in Candidacy candidate, TimedRun run) => SumOver(candidate.Pool.Curve, candidate, run);

    private static double PricedHours(in Candidacy candidate, TimedRun run) =>
        candidate.Pool.PriceFactors is { } factors ? SumOver(factors, candidate, run) : RunSeconds(run) / 3600.0;

    private static double SumOver(HourlyCurve curve, in Candidacy candidate, TimedRun run)
    {
        var sum = 0.0;
        foreach (var segment in run.Segments)
            sum += curve.Sum((int)(segment.FromSecond / candidate.Case.Clock.SlotSeconds), segment.Seconds);
        return sum;
    }

    private static long RunSeconds(TimedRun run) => run.Segments.Sum(s => s.Seconds);
}

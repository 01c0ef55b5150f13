using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>The three figures of a candidate at a start, unweighted, with what they rest on. A figure charged by assumption says so.</summary>
internal static class FiguresOf
{
    internal static CandidateFigures Candidate(in Candidacy candidate, int startSlot, Stretched? run = null)
    {
        if (candidate is { Spread: { } spread, Members: { } members })
            return OfSpread(candidate, spread, members, startSlot);
        var (pool, latencies) = (candidate.Pool, candidate.Demand.Latencies);
        double? price = pool.PriceYuanPerDeviceHour is null ? null : run is null ? candidate.ComputeYuanFrom(startSlot) : candidate.ComputeYuanOf(run);
        return new CandidateFigures(
            price is { } yuan ? Micro.ToYuan(Micro.FromYuan(yuan)) : null,
            price is null ? Provenance.Unknown : pool.Supply.PriceProvenance,
            latencies?.ChargedTo(pool.Index),
            latencies?.ProvenanceTo(pool.Index) ?? Provenance.Unknown,
            run is null ? candidate.EnergyKilowattHours(startSlot) : candidate.EnergyKilowattHours(run),
            run is null ? candidate.CarbonGrams(startSlot) : candidate.CarbonGrams(run),
            pool.CarbonProvenance,
            candidate.Demand.Demand.Placement.Data is { Count: > 0 } ? Micro.ToYuan(Micro.FromYuan(candidate.EgressYuan)) : null)
        {
            CarbonErrorGrams = candidate.CarbonErrorGrams(startSlot, run),
            CarbonAsOf = pool.ErrorCurve is null ? null : pool.Supply.CarbonAsOf,
        };
    }

    /// <summary>Sums over the members; round trip and data are those of the pool that has it worst. As well founded as the weakest of the pools.</summary>
    private static CandidateFigures OfSpread(Candidacy gang, Spread spread, int[] members, int startSlot)
    {
        var parts = Enumerable.Range(0, members.Length).Select(part => Candidate(spread.WholeIn(part), startSlot)).ToList();
        var farthest = parts.MaxBy(p => p.LatencyMilliseconds)!;
        return new CandidateFigures(
            Micro.ToYuan(Enumerable.Range(0, members.Length).Sum(part => members[part] * Micro.FromYuan(spread.MemberIn(part).ComputeYuanFrom(startSlot)))),
            parts.MinBy(p => p.PriceProvenance.Basis)!.PriceProvenance,
            farthest.LatencyMilliseconds,
            farthest.LatencyProvenance,
            SpreadCosts.OfMembers(spread, members, m => m.EnergyKilowattHours(startSlot)),
            SpreadCosts.OfMembers(spread, members, m => m.CarbonGrams(startSlot)),
            parts.MinBy(p => p.CarbonProvenance.Basis)!.CarbonProvenance,
            parts.Max(p => p.EgressYuan))
        {
            CarbonErrorGrams = parts.Any(p => p.CarbonErrorGrams is not null) ? SpreadCosts.OfMembers(spread, members, m => m.CarbonErrorGrams(startSlot, null) ?? 0) : null,
            CarbonAsOf = parts.Min(p => p.CarbonAsOf),
        };
    }
}

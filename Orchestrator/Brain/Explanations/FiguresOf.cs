using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>The three figures of a candidate at a start, unweighted, with what they rest on. A figure charged by assumption says so.</summary>
internal static class FiguresOf
{
    internal static CandidateFigures Candidate(in Candidacy candidate, int startSlot, Stretched? run = null)
    {
        var (pool, latencies) = (candidate.Pool, candidate.Demand.Latencies);
        double? price = pool.PriceYuanPerDeviceHour is null ? null : run is null ? candidate.ComputeYuanFrom(startSlot) : candidate.ComputeYuanOf(run);
        return new CandidateFigures(
            price is { } yuan ? Micro.ToYuan(Micro.FromYuan(yuan)) : null,
            price is null ? Provenance.Unknown : pool.Supply.PriceProvenance,
            latencies?.ChargedTo(pool.Index),
            latencies?.ProvenanceTo(pool.Index) ?? Provenance.Unknown,
            run is null ? candidate.EnergyKilowattHours : pool.KilowattsPerDevice * candidate.PaidDevices * run.RunHours,
            run is null ? candidate.CarbonGrams(startSlot) : candidate.CarbonGrams(run),
            pool.CarbonProvenance,
            candidate.Demand.Demand.Placement.Data is { Count: > 0 } ? Micro.ToYuan(Micro.FromYuan(candidate.EgressYuan)) : null);
    }
}

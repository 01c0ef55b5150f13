using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>A pool with every figure resolved: known as told, unknown by <see cref="WorstKnown"/>.</summary>
public sealed class PoolFacts
{
    internal PoolFacts(PoolSupply supply, int index, int modelIndex, SlotClock clock, WorstKnown worst)
    {
        (Supply, Index, ModelIndex) = (supply, index, modelIndex);
        Devices = Math.Max(0, supply.Devices);
        PriceYuanPerDeviceHour = Known.Price(supply.PriceYuanPerDeviceHour);
        var hourly = Known.Hourly(supply.CarbonGramsPerKilowattHour);
        Curve = new IntensityCurve(hourly ?? [worst.CarbonGramsPerKilowattHour], clock);
        var (watts, pue) = (Known.Watts(supply.WattsPerDevice), Known.Pue(supply.Pue));
        KilowattsPerDevice = (watts ?? worst.WattsPerDevice) * (pue ?? worst.Pue) / 1000;
        CarbonProvenance = Weakest(
            hourly is null ? worst.Carbon : supply.CarbonProvenance,
            watts is null ? worst.Watts : supply.WattsProvenance,
            pue is null ? worst.PueBasis : supply.PueProvenance);
        EnergyIsKnown = watts is not null;
        Trust = Known.Share(supply.Trust) ?? worst.Trust;
        unknownTransfer = worst.Transfer;
        foreach (var transfer in supply.Transfers ?? [])
            (transfers ??= []).TryAdd(transfer.From, Known.Figure(transfer.YuanPerGigabyte) ?? worst.Transfer);
    }

    private readonly Dictionary<SiteId, double>? transfers;
    private readonly double unknownTransfer;

    public PoolSupply Supply { get; }

    /// <summary>Its row in the arrays of the solvers.</summary>
    public int Index { get; }

    /// <summary>Its model's place in <see cref="PlanningCase.Models"/>.</summary>
    internal int ModelIndex { get; }

    public int Devices { get; }

    /// <summary>Null when unknown: such a pool cannot be ranked.</summary>
    public double? PriceYuanPerDeviceHour { get; }

    /// <summary>Facility power of one busy device: watts × PUE.</summary>
    public double KilowattsPerDevice { get; }

    public bool EnergyIsKnown { get; }
    public IntensityCurve Curve { get; }

    /// <summary>Of the product power × PUE × intensity: as good as the weakest of the three.</summary>
    public Provenance CarbonProvenance { get; }

    /// <summary>The share of promises kept, as it is charged: an unknown one is the lowest known.</summary>
    public double Trust { get; }

    /// <summary>Yuan per gigabyte from the site to here; nothing from the own site, the dearest known where nobody says.</summary>
    public double TransferYuanPerGigabyte(SiteId from) => from == Supply.Site ? 0 : transfers?.GetValueOrDefault(from, unknownTransfer) ?? unknownTransfer;

    /// <summary>Devices left by the pool's commitments in each slot, written to <paramref name="free"/>; never negative.</summary>
    public void WriteFree(SlotClock clock, Span<int> free)
    {
        free.Fill(Devices);
        foreach (var commitment in Supply.Commitments)
        {
            if (commitment.Devices <= 0)
                continue;
            var held = (int)Math.Clamp(clock.FirstSlotFrom(commitment.Until), 1, Math.Max(1, free.Length));
            for (var slot = 0; slot < held && slot < free.Length; slot++)
                free[slot] = (int)Math.Max(0, (long)free[slot] - commitment.Devices);
        }
    }

    private static Provenance Weakest(params ReadOnlySpan<Provenance> provenances)
    {
        var weakest = provenances[0];
        foreach (var provenance in provenances)
        {
            if (provenance.Basis < weakest.Basis)
                weakest = provenance;
        }
        return weakest;
    }
}

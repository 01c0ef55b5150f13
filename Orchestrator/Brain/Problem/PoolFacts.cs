using ComputeNet.Brain.Packing;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>A pool with every figure resolved: known as told, unknown by <see cref="WorstKnown"/>.</summary>
public sealed class PoolFacts
{
    internal PoolFacts(PoolSupply supply, int index, int modelIndex, SlotClock clock, WorstKnown worst, double carbonCaution)
    {
        (Supply, Index, ModelIndex) = (supply, index, modelIndex);
        Devices = Math.Max(0, supply.Devices);
        MostDevices = Math.Min(Devices, Math.Max(0, supply.MostDevices ?? Devices));
        Nodes = PoolNodes.Of(supply);
        Kinds = Nodes is null ? null : new NodeKinds(Nodes);
        UnitsPerDevice = Nodes is not null && supply.Sharing is { Offers: < DeviceIsolation.Exclusive } ? Node.Whole : 1;
        PriceYuanPerDeviceHour = Known.Price(supply.PriceYuanPerDeviceHour);
        PriceFactors = Known.Hourly(supply.PriceFactorByHour) is { } factors ? new HourlyCurve(factors, clock) : null;
        var hourly = Known.Hourly(supply.CarbonGramsPerKilowattHour);
        var power = Known.Hourly(supply.PowerFactorByHour);
        PowerFactors = power is null ? null : new HourlyCurve(power, clock);
        var grams = hourly ?? [worst.CarbonGramsPerKilowattHour];
        HourlyCurve Powered(IReadOnlyList<double> intensity) => new(power is null ? intensity : ByHour.Product(intensity, power, clock), clock);
        Curve = ChargedCurve = Powered(grams);
        if (hourly is not null && Known.Hourly(supply.CarbonErrorByHour) is { } errors)
        {
            ErrorCurve = Powered(ByHour.Product(grams, errors, clock));
            if (carbonCaution > 0)
                ChargedCurve = Powered(ByHour.Product(grams, [.. errors.Select(e => 1 + carbonCaution * e)], clock));
        }
        var (watts, pue) = (Known.Watts(supply.WattsPerDevice), Known.Pue(supply.Pue));
        KilowattsPerDevice = (watts ?? worst.WattsPerDevice) * (pue ?? worst.Pue) / 1000;
        CarbonProvenance = Weakest(
            hourly is null ? worst.Carbon : supply.CarbonProvenance,
            watts is null ? worst.Watts : supply.WattsProvenance,
            (power is null ? null : supply.PowerFactorProvenance) ?? (watts is null ? worst.Watts : supply.WattsProvenance),
            pue is null ? worst.PueBasis : supply.PueProvenance);
        EnergyIsKnown = watts is not null;
        Trust = Known.Share(supply.Trust) ?? worst.Trust;
        unknownTransfer = worst.Transfer;
        ClosedSlots =
        [
            .. (supply.Closures ?? []).Where(c => c.To > c.From && clock.FirstSlotFrom(c.To) > 0)
                .Select(c => (First: clock.SlotOf(c.From), End: clock.FirstSlotFrom(c.To))).OrderBy(c => c.First),
        ];
        foreach (var (first, end) in ClosedSlots)
        {
            if (end > clock.Slots)
                ClosedPastHorizonFrom = Math.Min(ClosedPastHorizonFrom, Math.Max(first, clock.Slots));
        }
        foreach (var transfer in supply.Transfers ?? [])
        {
            if ((transfers ??= []).TryAdd(transfer.From, Known.Figure(transfer.YuanPerGigabyte) ?? worst.Transfer) && Known.Speed(transfer.MegabytesPerSecond) is { } speed)
                (speeds ??= []).Add(transfer.From, speed);
        }
    }

    private readonly Dictionary<SiteId, double>? transfers;
    private readonly Dictionary<SiteId, double>? speeds;
    private readonly double unknownTransfer;

    public PoolSupply Supply { get; }

    /// <summary>Its row in the arrays of the solvers.</summary>
    public int Index { get; }

    /// <summary>Its model's place in <see cref="PlanningCase.Models"/>.</summary>
    internal int ModelIndex { get; }

    public int Devices { get; }

    /// <summary>Those of them that the network may ever hold at once.</summary>
    public int MostDevices { get; }

    /// <summary>The machines of the pool as the packer sees them; null where the pool is a count.</summary>
    internal IReadOnlyList<Node>? Nodes { get; }
    internal NodeKinds? Kinds { get; }

    /// <summary>What one device counts in the pool's grid: 1, or 1000 milli-devices where its nodes share devices.</summary>
    public int UnitsPerDevice { get; }

    /// <summary>Units of the pool's grid as devices, for people: 500 of a thousand are 0.5.</summary>
    public decimal InDevices(long units) => UnitsPerDevice == 1 ? units : units / (decimal)UnitsPerDevice;

    /// <summary>Null when unknown: such a pool cannot be ranked.</summary>
    public double? PriceYuanPerDeviceHour { get; }

    /// <summary>What the class multiplies the price by.</summary>
    public double PriceFactorOf(ServiceClass? asked) =>
        Supply.PriceFactorByClass is { } factors && factors.TryGetValue(asked ?? ServiceClass.Guaranteed, out var factor) ? Known.Figure(factor) ?? 1 : 1;

    /// <summary>How the price changes by the hour; null when it does not.</summary>
    public HourlyCurve? PriceFactors { get; }

    /// <summary>Facility power of one busy device: watts × PUE.</summary>
    public double KilowattsPerDevice { get; }

    /// <summary>How the power changes by the hour; null when it does not.</summary>
    public HourlyCurve? PowerFactors { get; }

    public bool EnergyIsKnown { get; }

    /// <summary>Grid intensity by the hour × how much of the power the hour takes.</summary>
    public HourlyCurve Curve { get; }

    /// <summary>The same, higher where a forecast admits an error and the policy is cautious: what carbon is charged by.</summary>
    public HourlyCurve ChargedCurve { get; }

    /// <summary>How far the first may be off; null where it is no forecast, or does not say.</summary>
    internal HourlyCurve? ErrorCurve { get; }

    /// <summary>Of the product power × PUE × intensity: as good as the weakest of the three.</summary>
    public Provenance CarbonProvenance { get; }

    /// <summary>The share of promises kept, as it is charged: an unknown one is the lowest known.</summary>
    public double Trust { get; }

    /// <summary>Yuan per gigabyte from the site to here; nothing from the own site, the dearest known where nobody says.</summary>
    public double TransferYuanPerGigabyte(SiteId from) => from == Supply.Site ? 0 : transfers?.GetValueOrDefault(from, unknownTransfer) ?? unknownTransfer;

    /// <summary>How long a gigabyte takes from the site to here; no time from the own site, the slowest known speed where nobody says.</summary>
    internal double SecondsPerGigabyte(SiteId from, double slowest) => from == Supply.Site ? 0 : 1000 / (speeds?.GetValueOrDefault(from, slowest) ?? slowest);

    /// <summary>Slots in which nothing may run, by the first and the one after the last; in the order of their starts. May lie past the horizon.</summary>
    internal IReadOnlyList<(long First, long End)> ClosedSlots { get; }

    /// <summary>The first closed slot past the horizon: a run may end past the horizon, but not reach into it.</summary>
    internal long ClosedPastHorizonFrom { get; } = long.MaxValue;

    /// <summary>
    /// Units (see <see cref="UnitsPerDevice"/>) left by what cannot be used, foreign load, the cap, the pool's commitments and closures in each slot, written to
    /// <paramref name="free"/>; never negative.
    /// </summary>
    public void WriteFree(SlotClock clock, Span<int> free)
    {
        var (usable, most) = (Math.Max(0, Devices - (long)Math.Max(0, Supply.UnusableDevices ?? 0)), (long)MostDevices);
        for (var slot = 0; slot < free.Length; slot++)
        {
            var foreign = Supply.ForeignDevicesByHour is { Count: > 0 } hourly ? ByHour.MostIn(hourly, clock, slot) : 0;
            free[slot] = (int)(Math.Min(most, Math.Max(0, usable - foreign)) * UnitsPerDevice);
        }
        foreach (var commitment in Supply.Commitments)
            Hold(clock, commitment, UnitsPerDevice == 1 ? commitment.Devices : commitment.MilliDevices ?? (long)commitment.Devices * UnitsPerDevice, free);
        foreach (var (first, end) in ClosedSlots)
        {
            for (var slot = first; slot < end && slot < free.Length; slot++)
                free[(int)slot] = 0;
        }
    }

    /// <summary>Takes so much from every slot that the commitment holds. The last slot stands for all time after it.</summary>
    internal static void Hold(SlotClock clock, Commitment commitment, long units, Span<int> free)
    {
        if (units <= 0 || free.IsEmpty)
            return;
        var from = commitment.From is { } start ? Math.Min(clock.SlotOf(start), free.Length - 1) : 0;
        var until = commitment.From is { } begins && commitment.Until <= begins ? 0 : Math.Max(from + 1, clock.FirstSlotFrom(commitment.Until));
        for (var slot = (int)from; slot < until && slot < free.Length; slot++)
            free[slot] = (int)Math.Max(0, free[slot] - units);
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

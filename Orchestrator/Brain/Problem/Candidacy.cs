using ComputeNet.Brain.Packing;

namespace ComputeNet.Brain.Problem;

/// <summary>One demand's variant considered for one pool: what filters judge and objectives price. Or for several, see <see cref="Spread"/>.</summary>
public readonly struct Candidacy
{
    public Candidacy(PlanningCase @case, DemandFacts demand, int variantIndex, PoolFacts pool)
    {
        (Case, Demand, VariantIndex, Pool, Variant) = (@case, demand, variantIndex, pool, demand.VariantOn(variantIndex, pool));
    }

    internal Candidacy(Spread spread, PoolFacts pool, VariantFacts variant, int[]? members)
    {
        (Case, Demand, VariantIndex, Pool, Variant, Spread, Members) = (spread.Case, spread.Demand, spread.VariantIndex, pool, variant, spread, members);
    }

    public PlanningCase Case { get; }
    public DemandFacts Demand { get; }
    public int VariantIndex { get; }

    /// <summary>Of a gang over several pools: the first, or the one in question.</summary>
    public PoolFacts Pool { get; }
    public VariantFacts Variant { get; }

    /// <summary>The pools that the gang is spread over; null: whole in the one.</summary>
    public Spread? Spread { get; }

    /// <summary>Members in each pool of the spread; null where that is not (yet) the question.</summary>
    internal int[]? Members { get; }

    /// <summary>What the gang takes of the pool's grid, in its units: devices, or milli-devices where nodes share them.</summary>
    public long Units => Pool.UnitsPerDevice == 1 ? Variant.Devices : Variant.Devices * MilliPerDevice;

    /// <summary>What each device gives: the whole, or where the pool shares devices the asked share as it is rounded there.</summary>
    internal int MilliPerDevice => Pool.UnitsPerDevice == 1 || Variant.Variant.MilliPerDevice is null ? Node.Whole : Rounding.MilliOn(Pool.Nodes![0], MemberRequest.Of(this));

    /// <summary>The devices that the gang pays for and powers: a half is a half.</summary>
    public double PaidDevices => Pool.UnitsPerDevice == 1 ? Variant.Devices : Units / (double)Pool.UnitsPerDevice;

    public double DurationHours => Variant.DurationSeconds / 3600.0;

    /// <summary>First and last slot in which it may start; empty when first &gt; last.</summary>
    public long FirstSlot => Demand.EarliestSlot;
    public long LastSlot => Math.Min(Math.Min(Case.Clock.Slots - 1, Variant.LastSlotForDeadline), (Members is null ? Pool.ClosedPastHorizonFrom : Spread!.ClosedPastHorizonFrom) - Variant.TouchedSlots);

    /// <summary>Hours of waiting when it starts in the slot.</summary>
    public double WaitingHours(int startSlot) => Math.Max(0, startSlot * Case.Clock.SlotSeconds - Demand.EarliestSeconds) / 3600.0;

    /// <summary>Unweighted yuan for the devices over the run at the pool's base price; 0 where the price is unknown, which a filter refuses.</summary>
    internal double ComputeYuan => ComputeYuanOver(DurationHours);

    /// <summary>The price of the pool for the class that is asked; 0 where it is unknown, which a filter refuses.</summary>
    internal double YuanPerDeviceHour => (Pool.PriceYuanPerDeviceHour ?? 0) * Pool.PriceFactorOf(Variant.Variant.Class);

    internal double ComputeYuanOver(double hours) => YuanPerDeviceHour * PaidDevices * hours;

    /// <summary>The same at the hours that the run meets.</summary>
    internal double ComputeYuanFrom(int startSlot) => YuanPerDeviceHour * PaidDevices * PricedHours(startSlot);

    /// <summary>Hours of the run, each counted by its hour's price factor.</summary>
    internal double PricedHours(int startSlot) => Pool.PriceFactors?.Sum(startSlot, Variant.DurationSeconds) ?? DurationHours;

    internal double PricedHours(Stretched run) => Pool.PriceFactors is { } factors ? run.Sum(factors) : run.RunHours;

    internal double ComputeYuanOf(Stretched run) => YuanPerDeviceHour * PaidDevices * PricedHours(run);

    /// <summary>Unweighted yuan for moving the demand's data to the pool.</summary>
    internal double EgressYuan
    {
        get
        {
            var yuan = 0.0;
            foreach (var data in Demand.Demand.Placement.Data ?? [])
                yuan += (Known.Figure(data.Gigabytes) ?? 0) * Pool.TransferYuanPerGigabyte(data.At);
            return yuan;
        }
    }

    /// <summary>What the run takes from its tenant's budget: unweighted compute price and egress.</summary>
    public long BudgetMicroYuan => BudgetOf(null);

    /// <summary>The same for a run in stretches, whose resumes count.</summary>
    internal long BudgetOf(Stretched? run) =>
        Members is { } members ? SpreadCosts.Budget(Spread!, members) : ComputeBudgetOf(run) + EgressBudgetMicroYuan;

    internal long ComputeBudgetOf(Stretched? run) => Micro.FromYuan((run is null ? ComputeYuan : ComputeYuanOver(run.RunHours)) * (Pool.PriceFactors?.Peak ?? 1));
    internal long EgressBudgetMicroYuan => Micro.FromYuan(EgressYuan);

    /// <summary>What the run takes from its tenant's quota: its accelerators; cores do not count.</summary>
    public long QuotaDevices => Pool.Supply.Architecture == Contracts.Vocabulary.Architecture.Cpu ? 0 : Variant.Devices;

    /// <summary>Facility energy of the whole gang and run, kWh (PUE included).</summary>
    public double EnergyKilowattHours(int startSlot) => Pool.KilowattsPerDevice * PaidDevices * (Pool.PowerFactors?.Sum(startSlot, Variant.DurationSeconds) ?? DurationHours);

    internal double EnergyKilowattHours(Stretched run) => Pool.KilowattsPerDevice * PaidDevices * (Pool.PowerFactors is { } factors ? run.Sum(factors) : run.RunHours);

    internal double CarbonGrams(Stretched run) => Pool.KilowattsPerDevice * PaidDevices * run.Sum(Pool.Curve);

    /// <summary>By how much the emissions may be off; null where they rest on no forecast.</summary>
    internal double? CarbonErrorGrams(int startSlot, Stretched? run) =>
        Pool.ErrorCurve is { } errors ? Pool.KilowattsPerDevice * PaidDevices * (run is null ? errors.Sum(startSlot, Variant.DurationSeconds) : run.Sum(errors)) : null;

    /// <summary>Direct emissions of the run, g CO₂e.</summary>
    public double CarbonGrams(int startSlot) => Pool.KilowattsPerDevice * PaidDevices * Pool.Curve.Sum(startSlot, Variant.DurationSeconds);
}

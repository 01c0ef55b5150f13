using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>Compute price: yuan per device-hour × devices × hours × the price weight.</summary>
public sealed class PreferLowPrice : IObjective
{
    public string Id => "price";

    public long OfPlacement(in Candidacy candidate, int startSlot) => Micro.FromYuan(
        candidate.Demand.Weights.Price * (candidate.Pool.PriceYuanPerDeviceHour ?? 0) * candidate.Variant.Devices * candidate.DurationHours);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);
}

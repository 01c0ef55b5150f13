using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>Compute price: the price weight × yuan per device-hour × devices × hours, each hour by its price factor where the pool has them.</summary>
public sealed class PreferLowPrice : IObjective
{
    public string Id => "price";

    public bool IsPerMember => true;

    public bool DependsOnStart(in Candidacy candidate) => candidate.Pool.PriceFactors is not null;

    public long OfPlacement(in Candidacy candidate, int startSlot) => Micro.FromYuan(YuanPerHour(candidate) * candidate.PricedHours(startSlot));

    public long OfStretches(in Candidacy candidate, Stretched run) => Micro.FromYuan(YuanPerHour(candidate) * candidate.PricedHours(run));

    public long AtMost(in Candidacy candidate) => candidate.Pool.PriceFactors is { } factors
        // One micro-yuan over: the curve sums the same hours in another order.
        ? 1 + Micro.FromYuan(YuanPerHour(candidate) * factors.Peak * candidate.DurationHours)
        : OfPlacement(candidate, 0);

    /// <summary>What an hour at factor 1 costs: the part that does not depend on the start.</summary>
    internal static double YuanPerHour(in Candidacy candidate) =>
        candidate.Demand.Weights.Price * candidate.YuanPerDeviceHour * candidate.PaidDevices;

    /// <summary>The part that does, as one expression, so that law and solvers round alike.</summary>
    internal static long At(double yuanPerHour, HourlyCurve factors, int startSlot, long durationSeconds) =>
        Micro.FromYuan(yuanPerHour * factors.Sum(startSlot, durationSeconds));
}

using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// Direct emissions of the run at its hours: devices × watts × PUE × hourly grid intensity, × the carbon price and weight.
/// An unknown figure is charged as <see cref="WorstKnown"/> says, never as zero.
/// </summary>
public sealed class PreferLowCarbon : IObjective
{
    private const double GramsPerTonne = 1_000_000;

    public string Id => "carbon";

    public bool IsPerMember => true;

    public bool DependsOnStart(in Candidacy candidate) => true;

    public long OfPlacement(in Candidacy candidate, int startSlot) =>
        At(YuanPerGram(candidate), candidate.Pool.ChargedCurve, startSlot, candidate.Variant.DurationSeconds);

    public long OfStretches(in Candidacy candidate, Stretched run) => Micro.FromYuan(YuanPerGram(candidate) * run.Sum(candidate.Pool.ChargedCurve));

    public long AtMost(in Candidacy candidate) =>
        // One micro-yuan over: the curve sums the same hours in another order.
        1 + Micro.FromYuan(YuanPerGram(candidate) * candidate.Pool.ChargedCurve.Peak * candidate.DurationHours);

    /// <summary>Yuan per gram that each kilowatt of intensity adds: the part that does not depend on the start.</summary>
    internal static double YuanPerGram(in Candidacy candidate) =>
        candidate.Demand.Weights.Carbon * candidate.Case.Prices.CarbonYuanPerTonne / GramsPerTonne
        * candidate.Pool.KilowattsPerDevice * candidate.PaidDevices;

    /// <summary>The part that does, as one expression, so that law and solvers round alike.</summary>
    internal static long At(double yuanPerGram, HourlyCurve curve, int startSlot, long durationSeconds) =>
        Micro.FromYuan(yuanPerGram * curve.Sum(startSlot, durationSeconds));

    /// <summary>The same for every start of a row.</summary>
    internal static void Fill(Span<long> row, double yuanPerGram, HourlyCurve curve, int firstSlot, long durationSeconds)
    {
        var slots = curve.SlotsOf(durationSeconds);
        for (var i = 0; i < row.Length; i++)
            row[i] = Micro.FromYuan(yuanPerGram * curve.Sum(firstSlot + i, slots));
    }
}

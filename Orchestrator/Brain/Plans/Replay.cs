using System.Globalization;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>In what two plans of one problem differ.</summary>
public enum DifferenceKind { Problem, Policy, Solver, Placement, Objective, LowerBound }

/// <summary>One difference: what the stored plan says and what solving again says; the workload when it is about one.</summary>
public sealed record Difference(DifferenceKind Kind, WorkloadId? Workload, string Stored, string Again)
{
    public override string ToString() => $"{Kind}{(Workload is { } w ? $" of {w}" : "")}: stored {Stored}, again {Again}";
}

/// <summary>Compares a stored plan with the plan of solving its stored problem again. No difference means: the same decision a year later.</summary>
public static class Replay
{
    public static IReadOnlyList<Difference> Compare(Plan stored, Plan again)
    {
        var differences = new List<Difference>();
        void Note(DifferenceKind kind, WorkloadId? workload, string left, string right)
        {
            if (left != right)
                differences.Add(new Difference(kind, workload, left, right));
        }

        Note(DifferenceKind.Problem, null, stored.ProblemDigest, again.ProblemDigest);
        Note(DifferenceKind.Policy, null, stored.PolicyDigest, again.PolicyDigest);
        Note(DifferenceKind.Solver, null, stored.Solver, again.Solver);
        Note(DifferenceKind.Objective, null, Number(stored.ObjectiveMicroYuan), Number(again.ObjectiveMicroYuan));
        Note(DifferenceKind.LowerBound, null, Number(stored.LowerBoundMicroYuan), Number(again.LowerBoundMicroYuan));
        var (before, after) = (FatesOf(stored), FatesOf(again));
        foreach (var workload in before.Keys.Union(after.Keys).OrderBy(w => w.Value, StringComparer.Ordinal))
            Note(DifferenceKind.Placement, workload, before.GetValueOrDefault(workload, "absent"), after.GetValueOrDefault(workload, "absent"));
        return differences;
    }

    private static Dictionary<WorkloadId, string> FatesOf(Plan plan)
    {
        var fates = new Dictionary<WorkloadId, string>();
        foreach (var p in plan.Placements)
            fates[p.Workload] = string.Create(CultureInfo.InvariantCulture, $"{PlaceOf(p)} variant {p.VariantIndex}, {p.Devices} devices, {p.Start:O} – {p.End:O}{Told(p.Stretches)}, {p.CostMicroYuan()} µ¥{SeatsOf(p)}");
        foreach (var l in plan.LeftOut)
            fates[l.Workload] = string.Create(CultureInfo.InvariantCulture, $"left out: {l.Why}, {l.CostMicroYuan()} µ¥");
        foreach (var move in plan.Moves ?? [])
            fates[move.To.Workload] = string.Create(CultureInfo.InvariantCulture, $"moves from {move.From} to {PlaceOf(move.To)} variant {move.To.VariantIndex} until {move.To.End:O}, {move.To.CostMicroYuan()} instead of {move.StayingMicroYuan()} µ¥");
        return fates;
    }

    private static string SeatsOf(Placement placement) => placement.Seats is { } seats ? $" on {string.Join(' ', seats)}{(placement.Evicts is { } gone ? $" for {string.Join(' ', gone)}" : "")}" : "";

    private static string Told(IReadOnlyList<RunStretch>? stretches) =>
        stretches is null ? "" : $" in {string.Join(" and ", stretches.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Start:O} – {s.End:O}")))}";

    private static string PlaceOf(Placement placement) =>
        placement.Parts is { } parts ? string.Join(" + ", parts.Select(p => $"{p.Members} in {p.Pool}")) : placement.Pool.Value;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

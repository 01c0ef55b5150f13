using ComputeNet.Brain.Explanations.Differences;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Cli.Output;

/// <summary>The difference between two decisions for people: what went in, who moved and why, what it costs.</summary>
internal static class DeltaTable
{
    internal static void Write(Screen screen, PlanDelta delta)
    {
        if (delta.Inputs.Count > 0)
            screen.Table($"{delta.Inputs.Count} inputs changed", ["of", "name", "member", "before", "after"], delta.Inputs.Select(i => (string[])[i.Subject.ToString().ToLowerInvariant(), i.Name, i.Member, i.Before, i.After]));
        WriteMoves(screen, $"{delta.Moves.Count} workloads moved or changed their cost", delta.Moves);
        WriteMoves(screen, $"{delta.Running.Count} running workloads would go on elsewhere, or no more", delta.Running);
        screen.Line(delta.IsNothing
            ? "no difference"
            : $"objective ¥{Show.Yuan(delta.ObjectiveBeforeMicroYuan)} → ¥{Show.Yuan(delta.ObjectiveAfterMicroYuan)} ({Signed(delta.ObjectiveAfterMicroYuan - delta.ObjectiveBeforeMicroYuan)})");
    }

    private static void WriteMoves(Screen screen, string title, IReadOnlyList<Move> moves)
    {
        if (moves.Count > 0)
            screen.Table(
                title, ["workload", "what", "from", "to", "#Δ cost ¥", "in", "why", "caused by"],
                moves.Select(m => (string[])
                [
                    m.Workload.Value, m.Kind.ToString().ToLowerInvariant(), Place(m.From), Place(m.To), Signed(m.CostMicroYuan),
                    string.Join(", ", m.Terms.Select(t => $"{t.Objective} {Signed(t.MicroYuan)}")), m.Why.ToString(),
                    m.Causes.Count == 0 ? "others" : string.Join(", ", m.Causes.Select(c => $"{c.Name}{(c.Name.Length > 0 ? "." : "")}{c.Member}").Distinct()),
                ]));
    }

    private static string Place(Spot? spot) => spot is null ? "–" : $"{spot.Pool} {Show.Time(spot.Start)}";

    private static string Signed(long microYuan) => Show.Signed((double)Micro.ToYuan(microYuan), "0.00####");
}

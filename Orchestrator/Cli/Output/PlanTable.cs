using ComputeNet.Brain.Plans;

namespace ComputeNet.Cli.Output;

/// <summary>A plan for people: its books, what is placed where, what is left out and why.</summary>
internal static class PlanTable
{
    internal static void Write(Screen screen, Plan plan)
    {
        screen.Table(
            $"{plan.Placements.Count} placed, {plan.LeftOut.Count} left out", ["workload", "pool", "#variant", "#devices", "start", "end", .. Show.FigureColumns, "#cost ¥", "why not now"],
            plan.Placements.Select(p => (string[])
            [
                p.Workload.Value, Show.Place(p.Pool, p.Parts), $"{p.VariantIndex}", $"{p.Devices}", Show.Time(p.Start), p.Stretches is { } stretches ? $"{Show.Time(p.End)}, {stretches.Count} stretches" : Show.Time(p.End), .. Show.Figures(p.Figures), Show.Yuan(p.CostMicroYuan()), p.WhyLater?.ToString() ?? "",
            ]));
        if (plan.LeftOut.Count > 0)
            screen.Table("left out", ["workload", "#cost ¥", "why"], plan.LeftOut.Select(l => (string[])[l.Workload.Value, Show.Yuan(l.CostMicroYuan()), l.Why.ToString()]));
        screen.Table("the books", ["term", "#¥"], plan.Terms.Select(t => (string[])[t.Objective, Show.Yuan(t.MicroYuan)])
            .Append(["objective", Show.Yuan(plan.ObjectiveMicroYuan)]).Append(["lower bound", Show.Yuan(plan.LowerBoundMicroYuan)]));
        screen.Line($"gap {Show.Number(plan.Gap() * 100, "0.00")} % · {plan.Solver}");
    }
}

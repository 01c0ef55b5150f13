using System.CommandLine;
using ComputeNet.Brain.Explanations.Frontiers;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain frontier</c>: the choices that none other beats in price, latency and carbon.</summary>
internal static class FrontierCommand
{
    internal static Command Make(Screen screen)
    {
        var (file, workload, json) = (Inputs.Record(), Inputs.Workload(), Inputs.Json());
        var command = new Command("frontier", "The exact price–latency–carbon frontier of one workload beside the plan") { file, workload, json };
        command.SetAction(parsed => Run(screen, parsed.GetRequiredValue(file), parsed.GetRequiredValue(workload), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Screen screen, FileInfo file, string workload, bool json)
    {
        var record = StoredFile.Open(file).Decision();
        var points = FrontierFinder.Find(record.Problem, record.Policy, record.Plan, new WorkloadId(workload))
            ?? throw new RefusedException(Refusal.Because("workload-unknown", ("workload", workload), ("file", file)));
        if (json)
            screen.WriteJson(points);
        else if (points.Count == 0)
            screen.Line($"Nothing has room for {workload}; see: computenet brain explain");
        else
            screen.Table(
                $"{workload}: {points.Count} choices that none other beats", ["pool", "model", "#variant", "start", "end", .. Show.FigureColumns, "#egress ¥", "#joint cost ¥"],
                points.Select(p => (string[])
                [
                    p.Pool.Value, p.Model.Value, $"{p.VariantIndex}", Show.Time(p.Start), Show.Time(p.End), .. Show.Figures(p.Figures), p.Figures.EgressYuan is null ? "–" : Show.Yuan(p.Figures.EgressYuan), Show.Yuan(p.CostMicroYuan),
                ]));
        return ExitCodes.Yes;
    }
}

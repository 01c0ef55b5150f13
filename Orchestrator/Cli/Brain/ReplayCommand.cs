using System.CommandLine;
using ComputeNet.Brain;
using ComputeNet.Brain.Plans;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain replay</c>: the stored problem solved again gives the stored plan.</summary>
internal static class ReplayCommand
{
    internal static Command Make(Screen screen)
    {
        var (file, json) = (Inputs.Record(), Inputs.Json());
        var command = new Command("replay", "Solve the stored problem again and compare with the stored plan; exit code 1 when they differ") { file, json };
        command.SetAction(parsed => Run(screen, parsed.GetRequiredValue(file), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Screen screen, FileInfo file, bool json)
    {
        var record = StoredFile.Open(file).StoredDecision();
        var differences = Replay.Compare(record.Plan, Planner.Solve(record.Problem, record.Policy));
        if (json)
            screen.WriteJson(differences);
        else if (differences.Count == 0)
            screen.Line($"same plan: {PlanJson.Digest(record.Plan)}");
        else
            screen.Table($"{differences.Count} differences", ["what", "workload", "stored", "again"], differences.Select(d => (string[])[d.Kind.ToString(), d.Workload?.Value ?? "", d.Stored, d.Again]));
        return differences.Count == 0 ? ExitCodes.Yes : ExitCodes.No;
    }
}

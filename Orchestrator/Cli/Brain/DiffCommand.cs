using System.CommandLine;
using ComputeNet.Brain.Plans;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain diff</c>: what is different between two decisions.</summary>
internal static class DiffCommand
{
    internal static Command Make(Screen screen)
    {
        var (before, after, json) = (Inputs.Record("before"), Inputs.Record("after"), Inputs.Json());
        var command = new Command("diff", "What moved between two plans; exit code 1 when they differ") { before, after, json };
        command.SetAction(parsed => Run(screen, parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Screen screen, FileInfo beforeFile, FileInfo afterFile, bool json)
    {
        var (before, after) = (StoredFile.Open(beforeFile).Decision(), StoredFile.Open(afterFile).Decision());
        var differences = Replay.Compare(before.Plan, after.Plan);
        if (json)
            screen.WriteJson(differences);
        else
            screen.Table($"{differences.Count} differences", ["what", "workload", "before", "after"], differences.Select(d => (string[])[d.Kind.ToString(), d.Workload?.Value ?? "", d.Stored, d.Again]));
        return differences.Count == 0 ? ExitCodes.Yes : ExitCodes.No;
    }
}

using System.CommandLine;
using ComputeNet.Brain.Explanations.Differences;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain diff</c>: what moved between two decisions and why.</summary>
internal static class DiffCommand
{
    internal static Command Make(Screen screen)
    {
        var (before, after, json) = (Inputs.Record("before"), Inputs.Record("after"), Inputs.Json());
        var command = new Command("diff", "What moved between two plans, why, and which input changed; exit code 1 when they differ") { before, after, json };
        command.SetAction(parsed => Run(screen, parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Screen screen, FileInfo before, FileInfo after, bool json)
    {
        var delta = PlanDifference.Between(StoredFile.Open(before).Decision(), StoredFile.Open(after).Decision());
        if (json)
            screen.WriteJson(delta);
        else
            DeltaTable.Write(screen, delta);
        return delta.IsNothing ? ExitCodes.Yes : ExitCodes.No;
    }
}

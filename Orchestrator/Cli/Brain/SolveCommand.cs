using System.CommandLine;
using ComputeNet.Brain;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain solve</c>: a stored problem becomes a plan.</summary>
internal static class SolveCommand
{
    internal static Command Make(Screen screen)
    {
        var (file, json, output) = (Inputs.Record(), Inputs.Json(), Inputs.Out());
        var policy = new Option<FileInfo?>("--policy") { Description = "A policy to solve with instead of the record's own" };
        var command = new Command("solve", "Solve a stored problem and show the plan") { file, policy, json, output };
        command.SetAction(parsed => Run(screen, parsed.GetRequiredValue(file), parsed.GetValue(policy), parsed.GetValue(json), parsed.GetValue(output)));
        return command;
    }

    private static int Run(Screen screen, FileInfo file, FileInfo? policyFile, bool json, FileInfo? output)
    {
        var stored = StoredFile.Open(file);
        var (problem, policy) = (stored.Problem(), policyFile is null ? stored.Policy() : StoredFile.Open(policyFile).Whole(PolicyJson.Deserialize));
        var record = new DecisionRecord(problem, policy, Planner.Solve(problem, policy));
        Written.To(output, record);
        if (json)
            screen.Line(PlanJson.Serialize(record.Plan));
        else
            PlanTable.Write(screen, record.Plan);
        return ExitCodes.Yes;
    }
}

using System.CommandLine;
using System.Text.Json;
using ComputeNet.Checker;
using ComputeNet.Checker.Reading;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain check</c>: the independent checker on a decision record. Not one line of the brain runs here.</summary>
internal static class CheckCommand
{
    internal static Command Make(Screen screen)
    {
        var (file, json) = (Inputs.Record(), Inputs.Json());
        var command = new Command("check", "Hold a stored plan against its stored problem, with a checker that shares no code with the brain; exit code 1 when it does not hold") { file, json };
        command.SetAction(parsed => Run(screen, parsed.GetRequiredValue(file), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Screen screen, FileInfo file, bool json)
    {
        var verdict = Audit(file);
        if (json)
            screen.WriteJson(verdict);
        else if (verdict.Holds)
            screen.Line($"holds: {verdict.Placed} placed, {verdict.LeftOut} left out, objective ¥{Show.Yuan(verdict.ObjectiveMicroYuan)}, proved bound ¥{Show.Yuan(verdict.ProvedBoundMicroYuan ?? 0)}");
        else
            screen.Table($"refused: {verdict.Findings.Count} findings", ["rule", "where", "what"], verdict.Findings.Select(f => (string[])[f.Rule, f.Path, f.What]));
        return verdict.Holds ? ExitCodes.Yes : ExitCodes.No;
    }

    private static Verdict Audit(FileInfo file)
    {
        try
        {
            return PlanAudit.OfRecord(StoredFile.Text(file));
        }
        catch (Exception trouble) when (trouble is JsonException or UnreadableException)
        {
            throw new InputException($"{file}: {trouble.Message}");
        }
    }
}

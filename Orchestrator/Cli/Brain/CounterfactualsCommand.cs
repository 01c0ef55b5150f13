using System.CommandLine;
using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain counterfactuals</c>: which single wish less would have placed a workload or made it cheaper.</summary>
internal static class CounterfactualsCommand
{
    internal static Command Make(Screen screen)
    {
        var (file, workload, json) = (Inputs.Record(), Inputs.Workload(), Inputs.Json());
        var solves = new Option<int>("--solves") { Description = "Problems solved again at most, for what a higher priority would displace", DefaultValueFactory = _ => new CounterfactualSearch().Solves };
        var variants = new Option<string[]>("--variant") { Description = "A variant that it could be built for: architecture:devices-per-member:seconds", DefaultValueFactory = _ => [] };
        var command = new Command("counterfactuals", "The least single relaxations that would place a workload or make it cheaper, each verified") { file, workload, solves, variants, json };
        command.SetAction(parsed => Run(
            screen, parsed.GetRequiredValue(file), parsed.GetRequiredValue(workload),
            new(parsed.GetValue(solves), [.. parsed.GetRequiredValue(variants).Select(Variant)]), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Screen screen, FileInfo file, string workload, CounterfactualSearch search, bool json)
    {
        var record = StoredFile.Open(file).Decision();
        var found = CounterfactualFinder.Find(record.Problem, record.Policy, record.Plan, new WorkloadId(workload), search)
            ?? throw new RefusedException(Refusal.Because("workload-unknown", ("workload", workload), ("file", file)));
        if (json)
            screen.WriteJson(found.Select(f => f.Answer));
        else if (found.Count == 0)
            screen.Line($"No single relaxation would place {workload} or make it cheaper.");
        else
            screen.Table(
                $"{workload}: what one wish less would bring", ["relaxation", "facts", "pool", "start", "end", "#Δ ¥", "#Δ ms", "#Δ kWh", "#Δ gCO₂e", "#Δ cost ¥", "#others moved"],
                found.Select(f => f.Answer).Select(a => (string[])
                [
                    a.Relaxation, string.Join(", ", a.Facts.Select(fact => $"{fact.Key}={fact.Value}")), Show.Place(a.Pool, a.Parts), Show.Time(a.Start), Show.Time(a.End),
                    .. a.Difference is { } d ? Show.Differences(d) : ["places it", "", "", "", ""], $"{a.OthersMoved}",
                ]));
        return ExitCodes.Yes;
    }

    private static Variant Variant(string text)
    {
        if (text.Split(':') is [var architecture, var devices, var seconds] && TextId.TryParse<Architecture>(architecture, out var parsed)
            && int.TryParse(devices, out var perMember) && long.TryParse(seconds, out var duration))
            return new Variant { Architecture = parsed, DevicesPerMember = perMember, ExpectedSeconds = duration, TimeLimitSeconds = duration, Command = [] };
        throw new RefusedException(Refusal.Because("variant-malformed", ("variant", text), ("expected", "architecture:devices-per-member:seconds")));
    }
}

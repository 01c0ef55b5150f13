using System.CommandLine;
using ComputeNet.Brain.Explanations.Interruptions;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain interrupt</c>: what a workload would gain if it could be interrupted at checkpoints.</summary>
internal static class InterruptCommand
{
    internal static Command Make(Screen screen)
    {
        var (file, workload, json) = (Inputs.Record(), Inputs.Workload(), Inputs.Json());
        var resume = new Option<int>("--resume-minutes") { Description = "What each resume runs before work goes on", DefaultValueFactory = _ => new Interruptible().ResumeMinutes };
        var yuan = new Option<decimal>("--resume-yuan") { Description = "What each resume costs besides its run time" };
        var least = new Option<int>("--least-minutes") { Description = "The shortest stretch of work", DefaultValueFactory = _ => new Interruptible().LeastMinutes };
        var command = new Command("interrupt", "The cheapest run in stretches beside the plan, for a workload that can be interrupted at checkpoints") { file, workload, resume, yuan, least, json };
        command.SetAction(parsed => Run(
            screen, parsed.GetRequiredValue(file), parsed.GetRequiredValue(workload),
            new Interruptible { ResumeMinutes = parsed.GetValue(resume), ResumeYuan = parsed.GetValue(yuan), LeastMinutes = parsed.GetValue(least) }, parsed.GetValue(json)));
        return command;
    }

    private static int Run(Screen screen, FileInfo file, string workload, Interruptible terms, bool json)
    {
        if (terms.ResumeMinutes < 0 || terms.LeastMinutes < 0 || terms.ResumeYuan < 0)
            throw new RefusedException(Refusal.Because("interruption-below-zero", ("resumeMinutes", terms.ResumeMinutes), ("resumeYuan", terms.ResumeYuan), ("leastMinutes", terms.LeastMinutes)));
        var record = StoredFile.Open(file).Decision();
        if (record.Problem.Demands.All(d => d.Workload.Value != workload))
            throw new RefusedException(Refusal.Because("workload-unknown", ("workload", workload), ("file", file)));
        var found = InterruptionFinder.Find(record.Problem, record.Policy, record.Plan, new WorkloadId(workload), terms);
        if (json)
            screen.WriteJson(found is null ? Array.Empty<InterruptedRun>() : [found]);
        else if (found is null)
            screen.Line($"Interruptions would neither place {workload} nor make it cheaper.");
        else
        {
            screen.Table($"{workload}: in {found.Stretches.Count} stretches on {found.Pool}", ["start", "end"], found.Stretches.Select(s => (string[])[Show.Time(s.Start), Show.Time(s.End)]));
            screen.Table(
                "what that brings", [.. Show.FigureColumns, "#joint cost ¥", "#Δ ¥", "#Δ ms", "#Δ kWh", "#Δ gCO₂e", "#Δ cost ¥"],
                [[.. Show.Figures(found.Figures), Show.Yuan(found.CostMicroYuan), .. found.Difference is { } d ? Show.Differences(d) : ["places it", "", "", "", ""]]]);
        }
        return ExitCodes.Yes;
    }
}

using System.CommandLine;
using ComputeNet.Brain.Explanations;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain explain</c>: why here and why not there.</summary>
internal static class ExplainCommand
{
    internal static Command Make(Screen screen)
    {
        var (file, workload, json) = (Inputs.Record(), Inputs.Workload(), Inputs.Json());
        var command = new Command("explain", "Every candidate of one workload: chosen, dearer by how much, or refused by which rule") { file, workload, json };
        command.SetAction(parsed => Run(screen, parsed.GetRequiredValue(file), parsed.GetRequiredValue(workload), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Screen screen, FileInfo file, string workload, bool json)
    {
        var record = StoredFile.Open(file).Decision();
        var explanation = Explainer.Explain(record.Problem, record.Policy, record.Plan, new WorkloadId(workload))
            ?? throw new RefusedException(Refusal.Because("workload-unknown", ("workload", workload), ("file", file)));
        if (json)
            screen.WriteJson(explanation);
        else
            Write(screen, explanation);
        return ExitCodes.Yes;
    }

    private static void Write(Screen screen, Explanation explanation)
    {
        var cheapest = explanation.Candidates.Where(c => c.RefusedBy is null).Select(c => c.CostMicroYuan).DefaultIfEmpty(0).First();
        screen.Table(
            $"{explanation.Workload}: {explanation.Candidates.Count} candidates", ["pool", "model", "#variant", "verdict", "start", "end", .. Show.FigureColumns, "#dearer by ¥", "mostly in", "refused by"],
            explanation.Candidates.Select(c => (string[])
            [
                Show.Place(c.Pool, c.Parts), c.Model.Value, $"{c.VariantIndex}", c.Verdict.ToString().ToLowerInvariant(), Show.Time(c.Start), Show.Time(c.End),
                .. c.Figures is null ? ["", "", "", ""] : Show.Figures(c.Figures), c.RefusedBy is null ? Show.Yuan(c.CostMicroYuan - cheapest) : "",
                MostlyIn(explanation, c), c.RefusedBy?.ToString() ?? "",
            ]));
        if (explanation.Candidates.FirstOrDefault(c => c.Seats is not null)?.Seats is { } seats)
            screen.Line($"sits on {string.Join(' ', seats)}{(seats.Max(s => s.RoundedUpBy) is > 0 and var milli ? $", shares rounded up by {milli} milli-devices" : "")}");
        screen.Line(explanation.WhyPending is { } why ? $"does not start now: {why}" : "starts now");
        if (explanation.DurationIsAssumed)
            screen.Line("The run time is not known; the time limit is planned.");
    }

    /// <summary>The term in which a feasible candidate is dearer than the first one, and by how much.</summary>
    private static string MostlyIn(Explanation explanation, Contracts.Plans.Candidate candidate)
    {
        var first = explanation.Candidates[0];
        if (candidate.RefusedBy is not null || ReferenceEquals(candidate, first))
            return "";
        var most = candidate.Terms.Zip(first.Terms, (here, there) => (here.Objective, MicroYuan: here.MicroYuan - there.MicroYuan)).MaxBy(t => t.MicroYuan);
        return most.MicroYuan > 0 ? $"{most.Objective} +{Show.Yuan(most.MicroYuan)}" : "";
    }
}

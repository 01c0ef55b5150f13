using System.Globalization;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Workflows;

namespace ComputeNet.Benchmarks.Dag;

/// <summary>SkyPilot's chains and graphs of tasks with egress between clouds.</summary>
public sealed class DagFamily : IFamily
{
    /// <summary>A solve takes microseconds: fewer repeats would time the compiler.</summary>
    private const int AtLeast = 500;

    public string Name => "dag";
    public string Purpose => "places chains and graphs of tasks with egress, against the objective of SkyPilot's optimizer and its integer program run here";
    public IReadOnlyList<string> Needs => ["traces/skypilot/instances.json"];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        foreach (var instance in SkyPilotInstance.ReadAll(options.PathOf(Needs[0])))
        {
            if (options.Wants(instance.Name) && (options.Seed ?? instance.Seed) == instance.Seed && (options.Size ?? instance.Workflow.Gangs.Count) == instance.Workflow.Gangs.Count)
                yield return Solve(instance, options.Repeats);
        }
    }

    private static CaseResult Solve(SkyPilotInstance instance, int repeats)
    {
        var policy = new WorkflowPolicy();
        var (plan, seconds) = Timing.Repeat(Math.Max(repeats, AtLeast), () => Validated(instance.Workflow, policy));
        if (plan.Refused is { } refusal)
            throw new CheckerRefusedException($"{instance.Name} was refused: {refusal}");
        var checker = new DagChecker(instance.Raw);
        int[] chosen = [.. plan.Choices.Select(c => c.CandidateIndex)];
        var (cost, bound) = (checker.CostOf(chosen), checker.ProveBound(plan.Certificate));
        if (cost != plan.ObjectiveMicroYuan / 1_000_000m || bound != plan.LowerBoundMicroYuan / 1_000_000m)
            throw new CheckerRefusedException($"{instance.Name}: the placement costs {cost} and is bounded by {bound}; the plan says {plan.ObjectiveMicroYuan} and {plan.LowerBoundMicroYuan} millionths");
        var (program, programSeconds) = Timing.Once(() => SkyPilotProgram.Solve(instance.Raw));
        if (program < (double)bound - 1e-6)
            throw new CheckerRefusedException($"{instance.Name}: the integer program comes to {program}, below the bound {bound}");
        return new CaseResult
        {
            Case = instance.Name,
            Seed = instance.Seed,
            Value = checker.UnroundedCostOf(chosen),
            Reference = instance.Objective,
            Bound = (double)bound,
            Gap = (double)((cost - bound) / cost),
            Unit = "$",
            Seconds = seconds.Median,
            SecondsP95 = seconds.P95,
            P50Microseconds = seconds.Median * 1e6,
            P95Microseconds = seconds.P95 * 1e6,
            P99Microseconds = seconds.P99 * 1e6,
            Met = Math.Abs(checker.UnroundedCostOf(chosen) - instance.Objective) <= 1e-6 && seconds.Median < programSeconds.Median,
            Note = string.Create(CultureInfo.InvariantCulture, $"its integer program by CBC here {programSeconds.Median:0.000} s = {programSeconds.Median / seconds.Median:0} times; SkyPilot on its machine: {Theirs(instance)}"),
        };
    }

    private static WorkflowPlan Validated(Workflow workflow, WorkflowPolicy policy)
    {
        var plan = WorkflowPlanner.Solve(workflow, policy);
        return WorkflowChecker.Check(workflow, policy, plan) is [var wrong, ..] ? throw new InvalidOperationException(wrong) : plan;
    }

    private static string Theirs(SkyPilotInstance instance) => string.Create(
        CultureInfo.InvariantCulture,
        $"{instance.IlpSeconds:0.000} s{(instance.DpSeconds is { } seconds ? $", {seconds:0.0000} s by its dynamic programming" : "")}");
}

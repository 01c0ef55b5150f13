using System.Diagnostics;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Service.Plans;
using Route = ComputeNet.Brain.Workflows.Route;

namespace ComputeNet.Service.Workflows;

/// <summary>
/// Tells the stages that a round is to place what each place means for the stages after them. What was worked out holds for some minutes as long as no other
/// stage of the workflow has moved; a round takes so long at most for new ones, the most important first. A stage that is not reached is placed without.
/// </summary>
public sealed class LookAheads(OpenWorkflows workflows)
{
    /// <summary>A chain over a hundred sites takes some 20 ms, a workflow of thirty stages half a second.</summary>
    private static readonly TimeSpan LongestPerRound = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan HoldsFor = TimeSpan.FromMinutes(10);

    private Dictionary<WorkloadId, Told> told = [];

    public Snapshot Tell(Snapshot snapshot, IReadOnlyList<WorkflowInHand> open)
    {
        var stages = open.SelectMany(hand => hand.Workflow.Stages.Select(s => (Hand: hand, Stage: s))).ToDictionary(s => s.Stage.Workload);
        var (kept, began, cases) = (new Dictionary<WorkloadId, Told>(), Stopwatch.GetTimestamp(), new Dictionary<WorkflowId, OpenWorkflow>());
        IReadOnlyList<Route>? routes = null;
        // A workflow that was submitted since step 0 looked is planned in the next round: where its first stages go depends on what follows them.
        var demands = snapshot.Problem.Demands.Where(d => !snapshot.Stages.Contains(d.Workload) || stages.ContainsKey(d.Workload)).Select(demand =>
        {
            if (!stages.TryGetValue(demand.Workload, out var stage))
                return demand;
            var standing = StandingOf(stage.Hand);
            if (!told.TryGetValue(demand.Workload, out var known) || known.Standing != standing || known.At + HoldsFor < snapshot.Problem.Now)
            {
                if (Stopwatch.GetElapsedTime(began) > LongestPerRound)
                    return demand with { CostsAhead = known?.Standing == standing ? known.Costs : null };
                if (!cases.TryGetValue(stage.Hand.Workflow.WorkflowId, out var workflow))
                {
                    routes ??= workflows.RoutesOf(snapshot.Problem, snapshot.Prices);
                    cases[stage.Hand.Workflow.WorkflowId] = workflow = workflows.Of(stage.Hand, snapshot.Problem, snapshot.Policy, snapshot.Prices, routes);
                }
                known = new Told(standing, snapshot.Problem.Now, workflow.Ahead(stage.Stage.Name)?.Sites);
            }
            kept[demand.Workload] = known;
            return demand with { CostsAhead = known.Costs };
        }).ToList();
        told = kept;
        return snapshot with { Problem = snapshot.Problem with { Demands = demands } };
    }

    /// <summary>Where each stage is; as long as it says the same, so does the look ahead.</summary>
    private static string StandingOf(WorkflowInHand hand) => string.Join(' ', hand.Workflow.Stages.Select(s =>
        hand.Stages[s.Workload] is { Outcome: WorkloadOutcome.Failed or WorkloadOutcome.Cancelled } ? "gone" : hand.Stages[s.Workload].Current?.Site.Value ?? "open"));

    private sealed record Told(string Standing, DateTimeOffset At, IReadOnlyList<SiteCostAhead>? Costs);
}

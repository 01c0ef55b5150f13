using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Plans;
using ComputeNet.World.Catalogue;
using Route = ComputeNet.Brain.Workflows.Route;

namespace ComputeNet.Service.Workflows;

/// <summary>Workflows that go on, as the brain sees them against a picture of the network.</summary>
public sealed class OpenWorkflows(ProblemSnapshot snapshots, WorldCatalogue world)
{
    /// <summary>Between all sites that have pools: the same for every workflow of one round.</summary>
    public IReadOnlyList<Route> RoutesOf(PlanningProblem problem, DataTerms terms) => world.RoutesAmong(problem.Pools.Select(p => p.Site), terms);

    /// <param name="hand">The workflow and its stages.</param>
    /// <param name="problem">The network; its demands do not matter here.</param>
    /// <param name="policy">What it costs.</param>
    /// <param name="terms">What moving data costs.</param>
    /// <param name="routes">From <see cref="RoutesOf"/>.</param>
    /// <param name="expected">Where the last round expects a stage, if that is to be taken as given.</param>
    public OpenWorkflow Of(
        WorkflowInHand hand, PlanningProblem problem, PlanningPolicy policy, DataTerms terms, IReadOnlyList<Route> routes, Func<WorkloadId, PoolId?>? expected = null)
    {
        var stages = hand.Workflow.Stages.Select(s => (s.Name, Workload: hand.Stages[s.Workload])).Where(s => !EndedWithoutResult(s.Workload)).ToList();
        return new OpenWorkflow(
            CaseOf(problem, policy, terms, stages.Where(s => s.Workload.Current is null).Select(s => s.Workload.Request.Placement)),
            [.. stages.Select(s => new OpenStage(s.Name, DemandOf(s.Workload), s.Workload.Current?.Site, expected?.Invoke(s.Workload.WorkloadId)))],
            [.. hand.Workflow.Flows.Select(f => new DataFlow(f.From, f.To, f.Gigabytes))],
            routes);
    }

    /// <summary>The network without its queue, with what these wishes name.</summary>
    internal PlanningCase CaseOf(PlanningProblem problem, PlanningPolicy policy, DataTerms terms, IEnumerable<PlacementWishes> wishes) =>
        new(wishes.Aggregate(problem with { Demands = [], Previous = null }, (known, wish) => snapshots.With(known, wish, terms)), policy);

    internal static Demand DemandOf(Workload workload) => Demand.For(workload.WorkloadId, workload.Tenant, workload.SubmittedAt, workload.Request);

    private static bool EndedWithoutResult(Workload workload) => workload.Outcome is WorkloadOutcome.Failed or WorkloadOutcome.Cancelled;
}

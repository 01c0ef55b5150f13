using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>One stage of a workflow under way.</summary>
/// <param name="Name">Unique within the workflow.</param>
/// <param name="Demand">What it asks, without what its predecessors hand over.</param>
/// <param name="Site">Where it runs or ran; null while its place is open.</param>
/// <param name="Pool">Where the last round expects it, if that is to be taken as given.</param>
public sealed record OpenStage(string Name, Demand Demand, SiteId? Site = null, PoolId? Pool = null);

/// <summary>
/// A workflow under way, seen against a problem: stages that have their place are given, the others may still go wherever the rulebook admits them. Stages
/// that ended without having run are left out by the caller; flows that name them do not count.
/// </summary>
public sealed class OpenWorkflow
{
    private readonly PlanningCase @case;
    private readonly IReadOnlyList<DataFlow> flows;
    private readonly IReadOnlyList<Route> routes;
    private readonly List<OpenStage> open;
    private readonly Dictionary<string, SiteId> settled;
    private readonly Dictionary<string, IReadOnlyList<GangCandidate>> candidates = [];

    public OpenWorkflow(PlanningCase @case, IReadOnlyList<OpenStage> stages, IReadOnlyList<DataFlow> flows, IReadOnlyList<Route> routes)
    {
        (this.@case, this.routes) = (@case, routes);
        var names = stages.Select(s => s.Name).ToHashSet();
        this.flows = [.. flows.Where(f => names.Contains(f.From) && names.Contains(f.To))];
        open = [.. stages.Where(s => s.Site is null)];
        settled = stages.Where(s => s.Site is not null).ToDictionary(s => s.Name, s => s.Site!.Value, StringComparer.Ordinal);
        Policy = WorkflowPolicy.From(@case.Policy) with
        {
            EgressWeight = stages.Count > 0 ? @case.WeightsOf(stages[0].Demand.Tenant).Price : 1,
            // As in the round: where nobody knows how fast data moves, no time is counted.
            TransferYuanPerHour = routes.Any(r => Known.Speed(r.MegabytesPerSecond) is not null) ? @case.Policy.WaitingYuanPerHour : 0,
        };
    }

    public WorkflowPolicy Policy { get; }

    /// <summary>Where everything that is still open would go if there were room everywhere, and what it would cost with its data.</summary>
    public WorkflowPlan Plan() => WorkflowPlanner.Solve(Workflow(open.Select(s => new WorkflowGang(s.Name, Expected(s))), open), Policy);

    /// <summary>
    /// What the stages to come cost from every site of the problem, if the stage runs there: to be carried by its demand. Null when nothing that is still
    /// open follows or shares a successor with it, or when the rest cannot be planned.
    /// </summary>
    public CostToGo? Ahead(string stage)
    {
        var others = Around(stage);
        if (others.Count == 0)
            return null;
        var anywhere = @case.Pools.DistinctBy(p => p.Supply.Site).Select(p => new GangCandidate(p.Supply.Site, p.Supply.Pool, 0, [])).ToList();
        var gangs = others.Select(s => new WorkflowGang(s.Name, Candidates(s))).Prepend(new WorkflowGang(stage, anywhere));
        return CostToGo.Of(Workflow(gangs, others), Policy, stage);
    }

    /// <summary>The open stages that exchange data with the stage, directly or through others that are open; what is settled parts them.</summary>
    private List<OpenStage> Around(string stage)
    {
        var places = open.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var ends = flows.Where(f => places.Contains(f.From) && places.Contains(f.To)).ToList();
        var (reached, frontier) = (new HashSet<string>(StringComparer.Ordinal) { stage }, new Queue<string>([stage]));
        while (frontier.TryDequeue(out var from))
        {
            foreach (var neighbour in ends.Where(f => f.From == from).Select(f => f.To).Concat(ends.Where(f => f.To == from).Select(f => f.From)))
            {
                if (reached.Add(neighbour))
                    frontier.Enqueue(neighbour);
            }
        }
        return [.. open.Where(s => s.Name != stage && reached.Contains(s.Name))];
    }

    private Workflow Workflow(IEnumerable<WorkflowGang> gangs, IEnumerable<OpenStage> whose)
    {
        var list = gangs.ToList();
        var (names, reading) = (list.Select(g => g.Name).ToHashSet(StringComparer.Ordinal), whose.Select(s => s.Name).ToHashSet(StringComparer.Ordinal));
        return new Workflow
        {
            Gangs = list,
            Flows = [.. flows.Where(f => names.Contains(f.From) && names.Contains(f.To))],
            Inputs = [.. flows.Where(f => settled.ContainsKey(f.From) && reading.Contains(f.To)).Select(f => new DataInput(settled[f.From], f.To, f.Gigabytes))],
            Routes = routes,
        };
    }

    private IReadOnlyList<GangCandidate> Expected(OpenStage stage)
    {
        var all = Candidates(stage);
        var there = stage.Pool is { } pool ? all.Where(c => c.Pool == pool).ToList() : [];
        return there.Count > 0 ? there : all;
    }

    private IReadOnlyList<GangCandidate> Candidates(OpenStage stage)
    {
        if (!candidates.TryGetValue(stage.Name, out var found))
            candidates[stage.Name] = found = WorkflowCandidates.Of(@case, stage.Demand);
        return found;
    }
}

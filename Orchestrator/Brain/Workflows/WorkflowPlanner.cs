using ComputeNet.Brain.Solvers.Workflows;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>
/// Places the gangs of a workflow so that running them and moving their data costs least. A pure function like <see cref="Planner"/>: the same workflow
/// gives the same plan. Exact wherever the tables fit; else a search with a certified bound. Capacity is the round's business, not looked at here.
/// </summary>
public static class WorkflowPlanner
{
    public static WorkflowPlan Solve(Workflow workflow, WorkflowPolicy policy)
    {
        var @case = new WorkflowCase(workflow, policy);
        return @case.Refused is { } refusal ? new WorkflowPlan { Refused = refusal } : Solve(@case);
    }

    private static WorkflowPlan Solve(WorkflowCase @case)
    {
        var struckOut = new List<StruckOut>();
        if (RefuseBeforehand(@case) is { } refusal)
            return new WorkflowPlan { Refused = refusal };
        var model = Domination.Reduce(PairwiseModel.Of(@case, struckOut), struckOut);
        var elimination = new BucketElimination(model, EliminationOrder.Of(model), @case.Policy.TableEntries);
        var search = new PlacementSearch(model, elimination, @case.Policy.SearchedPlacements);
        if (search.Best is not { } best)
            return new WorkflowPlan { Refused = Refusal.Because("workflow-cannot-be-connected", ("gangs", model.Gangs), ("routes", @case.Workflow.Routes.Count)) };
        var candidates = best.Select((value, gang) => model.Values[gang][value]).ToArray();
        var isCertified = search.BestMicroYuan == elimination.BoundMicroYuan;
        return WorkflowPlanWriter.Write(@case, candidates) with
        {
            LowerBoundMicroYuan = elimination.BoundMicroYuan,
            Proof = isCertified ? WorkflowProof.Certified : search.IsComplete ? WorkflowProof.Searched : WorkflowProof.None,
            Certificate = new WorkflowCertificate(struckOut, [.. elimination.Parts.Select(PartOfBound)]),
        };
    }

    internal static Refusal? RefuseBeforehand(WorkflowCase @case)
    {
        for (var gang = 0; gang < @case.Workflow.Gangs.Count; gang++)
        {
            var candidates = @case.Workflow.Gangs[gang].Candidates;
            if (!candidates.Where((_, c) => @case.OwnCost(gang, c) < WorkflowCertificate.Impossible).Any())
                return candidates.Count > 0 ? @case.RefuseCandidate(gang, 0) : Refusal.Because("workflow-gang-has-no-candidate", ("gang", @case.Workflow.Gangs[gang].Name));
        }
        var sites = @case.Workflow.Gangs.Select(g => (long)g.Candidates.Select(c => c.Site).Distinct().Count()).ToArray();
        var entries = @case.Ends.Sum(e => sites[e.From] * sites[e.To]);
        return entries > @case.Policy.PairEntries ? Refusal.Because("workflow-too-large", ("pairEntries", entries), ("limitPairEntries", @case.Policy.PairEntries)) : null;
    }

    private static BoundPart PartOfBound(TablePart part) => new()
    {
        Gang = part.Gang,
        HoldsOwnCosts = part.Tables.Any(t => t.IsOwn),
        Flows = [.. part.Tables.SelectMany(t => t.Flows)],
        Adds = [.. part.Tables.Where(t => t.FromPart >= 0).Select(t => t.FromPart)],
        Scope = part.Passes.Scope,
        Passes = part.Passes.Scope.Length > 0 ? part.Passes.MicroYuan : [],
    };
}

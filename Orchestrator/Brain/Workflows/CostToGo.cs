using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Solvers.Workflows;

namespace ComputeNet.Brain.Workflows;

/// <summary>
/// What the place of one gang means for all others: from each of its sites the least that the rest of the workflow costs, above the site where it is
/// least. One elimination with the gang decided last leaves exactly this table. Sites from which the rest cannot be run are not listed.
/// </summary>
/// <param name="Sites">In the order of the gang's candidates.</param>
/// <param name="IsExact">False where the tables had to be split: then the figures are bounds from below.</param>
public sealed record CostToGo(IReadOnlyList<SiteCostAhead> Sites, bool IsExact)
{
    /// <summary>Null when the workflow cannot be planned at all, whatever the gang's place.</summary>
    /// <exception cref="ArgumentException">The workflow has no such gang.</exception>
    public static CostToGo? Of(Workflow workflow, WorkflowPolicy policy, string gang)
    {
        var asked = workflow.Gangs.TakeWhile(g => g.Name != gang).Count();
        if (asked == workflow.Gangs.Count)
            throw new ArgumentException($"The workflow has no gang {gang}.", nameof(gang));
        var @case = new WorkflowCase(workflow, policy);
        if (@case.Refused is not null || WorkflowPlanner.RefuseBeforehand(@case) is not null)
            return null;
        var model = Domination.Reduce(PairwiseModel.Of(@case, []), [], spared: asked);
        var elimination = new BucketElimination(model, EliminationOrder.Of(model, last: asked), policy.TableEntries);
        var rest = new long[model.Values[asked].Length];
        foreach (var table in elimination.PartsOf[asked].SelectMany(p => p.Tables).Where(t => !t.IsOwn))
        {
            for (var value = 0; value < rest.Length; value++)
                rest[value] = Math.Min(rest[value] + table.MicroYuan[value], WorkflowCertificate.Impossible);
        }
        var candidates = workflow.Gangs[asked].Candidates;
        var possible = Enumerable.Range(0, rest.Length).Where(v => rest[v] < WorkflowCertificate.Impossible).ToList();
        var least = possible.Count > 0 ? possible.Min(v => rest[v]) : 0;
        return new CostToGo([.. possible.Select(v => new SiteCostAhead(candidates[model.Values[asked][v]].Site, rest[v] - least))], elimination.IsExact);
    }
}

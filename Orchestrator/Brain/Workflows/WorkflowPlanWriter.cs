using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>Chosen candidates as a plan with its books: every amount from the law, none from a solver.</summary>
internal static class WorkflowPlanWriter
{
    internal static WorkflowPlan Write(WorkflowCase @case, int[] candidates)
    {
        var choices = candidates.Select((candidate, gang) => Choice(@case.Workflow.Gangs[gang], candidate)).ToArray();
        var siteOf = choices.ToDictionary(c => c.Gang, c => c.Site, StringComparer.Ordinal);
        DataTransfer[] transfers =
        [
            .. @case.Workflow.Inputs.Select(i => Transfer(@case, null, i.To, i.From, siteOf[i.To], i.Gigabytes)),
            .. @case.Workflow.Flows.Select(f => Transfer(@case, f.From, f.To, siteOf[f.From], siteOf[f.To], f.Gigabytes)),
        ];
        var terms = Sum(choices.SelectMany(c => c.Terms).Concat(transfers.SelectMany(t => t.Terms)));
        return new WorkflowPlan { Choices = choices, Transfers = transfers, Terms = terms, ObjectiveMicroYuan = terms.Sum(t => t.MicroYuan) };
    }

    internal static IReadOnlyList<CostTerm> Sum(IEnumerable<CostTerm> terms) =>
        [.. terms.GroupBy(t => t.Objective).Select(g => new CostTerm(g.Key, g.Sum(t => t.MicroYuan)))];

    private static GangChoice Choice(WorkflowGang gang, int index)
    {
        var candidate = gang.Candidates[index];
        return new GangChoice(gang.Name, index, candidate.Site, candidate.Pool, candidate.VariantIndex, candidate.Terms);
    }

    private static DataTransfer Transfer(WorkflowCase @case, string? fromGang, string toGang, SiteId from, SiteId to, double gigabytes)
    {
        var cost = @case.Transfer(from, to, gigabytes);
        return new DataTransfer(fromGang, toGang, from, to, gigabytes, cost.Hours, cost.ThroughputProvenance, cost.Terms);
    }
}

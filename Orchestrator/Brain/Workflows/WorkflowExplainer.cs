using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>
/// One candidate of a gang as the workflow sees it: what the whole workflow would cost with the gang there and everybody else placed best,
/// and in which terms that differs from the plan; or why it cannot be there.
/// </summary>
/// <param name="DearerMicroYuan">Against the plan; 0 for the chosen one and its equals; null when refused.</param>
/// <param name="Terms">Differences by objective, which sum to <paramref name="DearerMicroYuan"/>.</param>
/// <param name="AlsoMoves">Gangs that would run elsewhere than in the plan.</param>
public sealed record GangCandidateJudgement(int CandidateIndex, bool IsChosen, long? DearerMicroYuan, IReadOnlyList<CostTerm> Terms, IReadOnlyList<string> AlsoMoves, Refusal? RefusedBy);

/// <summary>Why here and not there, for one gang of a placed workflow: each other candidate is tried for real, by a solve in which the gang has no choice.</summary>
public static class WorkflowExplainer
{
    /// <exception cref="ArgumentException">The plan was refused, or the workflow has no such gang.</exception>
    public static IReadOnlyList<GangCandidateJudgement> Explain(Workflow workflow, WorkflowPolicy policy, WorkflowPlan plan, string gang)
    {
        var index = workflow.Gangs.TakeWhile(g => g.Name != gang).Count();
        if (plan.Refused is not null || index == workflow.Gangs.Count)
            throw new ArgumentException(plan.Refused is { } refusal ? $"There is no plan: {refusal}" : $"The workflow has no gang {gang}.", nameof(gang));
        return [.. workflow.Gangs[index].Candidates.Select((_, candidate) => Judge(workflow, policy, plan, index, candidate))];
    }

    private static GangCandidateJudgement Judge(Workflow workflow, WorkflowPolicy policy, WorkflowPlan plan, int gang, int candidate)
    {
        if (plan.Choices[gang].CandidateIndex == candidate)
            return new GangCandidateJudgement(candidate, true, 0, [], [], null);
        var only = workflow.Gangs[gang] with { Candidates = [workflow.Gangs[gang].Candidates[candidate]] };
        var other = WorkflowPlanner.Solve(workflow with { Gangs = [.. workflow.Gangs.Select((g, i) => i == gang ? only : g)] }, policy);
        if (other.Refused is { } refusal)
            return new GangCandidateJudgement(candidate, false, null, [], [], refusal);
        var difference = WorkflowPlanWriter.Sum(other.Terms.Concat(plan.Terms.Select(t => t with { MicroYuan = -t.MicroYuan })));
        var moves = plan.Choices.Zip(other.Choices).Where(c => c.First.Gang != plan.Choices[gang].Gang && c.First.CandidateIndex != c.Second.CandidateIndex).Select(c => c.First.Gang);
        return new GangCandidateJudgement(candidate, false, other.ObjectiveMicroYuan - plan.ObjectiveMicroYuan, difference, [.. moves], null);
    }
}

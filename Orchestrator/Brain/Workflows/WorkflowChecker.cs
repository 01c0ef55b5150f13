namespace ComputeNet.Brain.Workflows;

/// <summary>Holds a plan against its workflow: one usable candidate per gang, every transfer possible, books that balance. Knows no solver.</summary>
public static class WorkflowChecker
{
    /// <summary>What is wrong with the plan, one sentence each; empty when nothing is. A refused plan promises nothing and is never wrong.</summary>
    public static IReadOnlyList<string> Check(Workflow workflow, WorkflowPolicy policy, WorkflowPlan plan)
    {
        if (plan.Refused is not null)
            return [];
        var @case = new WorkflowCase(workflow, policy);
        if (@case.Refused is { } refusal)
            return [$"the workflow cannot be planned: {refusal}"];
        if (!plan.Choices.Select(c => c.Gang).SequenceEqual(workflow.Gangs.Select(g => g.Name)))
            return ["the choices are not one per gang, in order"];
        var wrong = plan.Choices.Select((choice, gang) => WrongWith(@case, gang, choice)).OfType<string>().ToList();
        return wrong.Count > 0 ? wrong : [.. BooksOf(@case, plan)];
    }

    private static string? WrongWith(WorkflowCase @case, int gang, GangChoice choice)
    {
        var candidates = @case.Workflow.Gangs[gang].Candidates;
        if (choice.CandidateIndex < 0 || choice.CandidateIndex >= candidates.Count)
            return $"{choice.Gang} has no candidate {choice.CandidateIndex}";
        var candidate = candidates[choice.CandidateIndex];
        if ((candidate.Site, candidate.Pool, candidate.VariantIndex) != (choice.Site, choice.Pool, choice.VariantIndex))
            return $"{choice.Gang} says {choice.Pool}, its candidate {choice.CandidateIndex} is {candidate.Pool}";
        return @case.RefuseCandidate(gang, choice.CandidateIndex) is { } refusal ? $"{choice.Gang} cannot run in {choice.Pool}: {refusal}" : null;
    }

    private static IEnumerable<string> BooksOf(WorkflowCase @case, WorkflowPlan plan)
    {
        for (var flow = 0; flow < @case.Ends.Count; flow++)
        {
            var (from, to) = (plan.Choices[@case.Ends[flow].From].Site, plan.Choices[@case.Ends[flow].To].Site);
            if (@case.FlowCost(flow, from, to) == WorkflowCertificate.Impossible)
                yield return $"no known route from {from} to {to}";
        }
        var law = WorkflowPlanWriter.Write(@case, [.. plan.Choices.Select(c => c.CandidateIndex)]);
        if (!law.Choices.Zip(plan.Choices).All(c => c.First.Terms.SequenceEqual(c.Second.Terms)))
            yield return "a choice's terms are not its candidate's";
        if (!law.Transfers.Zip(plan.Transfers).All(t => t.First.Terms.SequenceEqual(t.Second.Terms) && t.First.Hours == t.Second.Hours) || law.Transfers.Count != plan.Transfers.Count)
            yield return "the transfers are not those of the choices";
        if (!law.Terms.SequenceEqual(plan.Terms) || plan.Terms.Sum(t => t.MicroYuan) != plan.ObjectiveMicroYuan)
            yield return $"the terms come to {law.ObjectiveMicroYuan} µ¥, the plan says {plan.ObjectiveMicroYuan} µ¥";
        if (plan.LowerBoundMicroYuan > plan.ObjectiveMicroYuan)
            yield return $"the bound {plan.LowerBoundMicroYuan} µ¥ is above the objective {plan.ObjectiveMicroYuan} µ¥";
    }
}

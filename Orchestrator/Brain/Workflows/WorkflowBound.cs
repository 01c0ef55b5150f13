namespace ComputeNet.Brain.Workflows;

/// <summary>
/// Recomputes a plan's lower bound from its certificate and the law alone: checks that every candidate struck out is beaten by another, that every cost and
/// every amount passed on is counted once, and adds up the least values of the parts.
/// </summary>
public sealed class WorkflowBound
{
    private readonly WorkflowCase @case;
    private readonly WorkflowCertificate certificate;
    private readonly List<int>[] values;

    private WorkflowBound(WorkflowCase @case, WorkflowCertificate certificate)
    {
        (this.@case, this.certificate) = (@case, certificate);
        values = [.. @case.Workflow.Gangs.Select((g, gang) => Enumerable.Range(0, g.Candidates.Count).Where(c => @case.OwnCost(gang, c) < WorkflowCertificate.Impossible).ToList())];
    }

    /// <summary>No placement of the workflow costs less than this, in micro-yuan.</summary>
    /// <exception cref="ArgumentException">The certificate proves nothing: it strikes out a candidate that may win, or counts something never or twice.</exception>
    public static long Recompute(Workflow workflow, WorkflowPolicy policy, WorkflowCertificate certificate)
    {
        var @case = new WorkflowCase(workflow, policy);
        if (@case.Refused is { } refusal)
            throw new ArgumentException($"The workflow cannot be planned: {refusal}", nameof(workflow));
        var bound = new WorkflowBound(@case, certificate);
        Require(bound.values.All(v => v.Count > 0), "a gang has no usable candidate, so there is nothing to bound");
        foreach (var struckOut in certificate.StruckOut)
            bound.StrikeOut(struckOut);
        bound.EverythingIsCountedOnce();
        Int128 sum = 0;
        for (var part = 0; part < certificate.Parts.Count; part++)
            sum += bound.LeastOf(part);
        return (long)Int128.Clamp(sum, long.MinValue, WorkflowCertificate.Impossible);
    }

    private void StrikeOut(StruckOut struck)
    {
        var alive = struck.Gang >= 0 && struck.Gang < values.Length ? values[struck.Gang] : [];
        Require(struck.Candidate != struck.Instead && alive.Contains(struck.Candidate) && alive.Contains(struck.Instead), $"{struck} names a candidate that is out already");
        Int128 lead = @case.OwnCost(struck.Gang, struck.Candidate) - @case.OwnCost(struck.Gang, struck.Instead);
        foreach (var neighbours in FlowsOf(struck.Gang).GroupBy(f => @case.Ends[f].From == struck.Gang ? @case.Ends[f].To : @case.Ends[f].From))
        {
            var least = values[neighbours.Key].Min(other =>
            {
                var (worse, instead) = (Sum(neighbours, struck.Gang, struck.Candidate, neighbours.Key, other), Sum(neighbours, struck.Gang, struck.Instead, neighbours.Key, other));
                return worse >= WorkflowCertificate.Impossible ? WorkflowCertificate.Impossible : worse - instead;
            });
            if (least >= WorkflowCertificate.Impossible)
            {
                // Wherever this neighbour is, the candidate cannot be used: nothing is lost with it.
                lead = 0;
                break;
            }
            lead += least;
        }
        Require(lead >= 0, $"{struck} may win by {-lead} µ¥");
        alive.Remove(struck.Candidate);
    }

    private long Sum(IEnumerable<int> flows, int gang, int candidate, int other, int otherCandidate)
    {
        var sum = 0L;
        foreach (var flow in flows)
            sum = Math.Min(sum + Flow(flow, g => g == gang ? candidate : g == other ? otherCandidate : -1), WorkflowCertificate.Impossible);
        return sum;
    }

    private IEnumerable<int> FlowsOf(int gang) => Enumerable.Range(0, @case.Ends.Count).Where(f => @case.Ends[f].From == gang || @case.Ends[f].To == gang);

    private long Flow(int flow, Func<int, int> candidateOf)
    {
        var (from, to) = @case.Ends[flow];
        var gangs = @case.Workflow.Gangs;
        return @case.FlowCost(flow, gangs[from].Candidates[candidateOf(from)].Site, gangs[to].Candidates[candidateOf(to)].Site);
    }

    private void EverythingIsCountedOnce()
    {
        var parts = certificate.Parts;
        Require(parts.Where(p => p.HoldsOwnCosts).Select(p => p.Gang).Order().SequenceEqual(Enumerable.Range(0, values.Length)), "a gang's own costs are not in exactly one part");
        Require(parts.SelectMany(p => p.Flows).Order().SequenceEqual(Enumerable.Range(0, @case.Ends.Count)), "a flow is not in exactly one part");
        Require(parts.SelectMany(p => p.Adds).Order().SequenceEqual(Enumerable.Range(0, parts.Count).Where(p => parts[p].Scope.Count > 0)), "an amount passed on is not added exactly once");
        for (var index = 0; index < parts.Count; index++)
        {
            var part = parts[index];
            var mentions = part.Scope.Append(part.Gang).ToHashSet();
            Require(mentions.Count == part.Scope.Count + 1 && mentions.All(g => g >= 0 && g < values.Length), $"part {index} mentions gangs that are unknown or twice");
            Require(part.Flows.All(f => mentions.Contains(@case.Ends[f].From) && mentions.Contains(@case.Ends[f].To)), $"part {index} has a flow of gangs that it does not mention");
            Require(part.Adds.All(a => a < index && parts[a].Scope.All(mentions.Contains)), $"part {index} adds amounts for gangs that it does not mention");
            var entries = part.Scope.Count == 0 ? 0 : part.Scope.Aggregate((Int128)1, (size, g) => size * values[g].Count);
            Require(part.Passes.Count == entries && part.Passes.All(a => Int128.Abs(a) <= WorkflowCertificate.Impossible), $"part {index} passes on {part.Passes.Count} amounts, not {entries}");
        }
    }

    /// <summary>The least that the part keeps, over all placements of the gangs that it mentions.</summary>
    private Int128 LeastOf(int index)
    {
        var part = certificate.Parts[index];
        int[] gangs = [.. part.Scope, part.Gang];
        var (at, least) = (values.Select(_ => -1).ToArray(), (Int128?)null);
        foreach (var gang in gangs)
            at[gang] = 0;
        do
        {
            var cost = CostOf(part, at);
            var passes = part.Scope.Count == 0 ? 0 : part.Passes[EntryOf(part, at)];
            if (passes < WorkflowCertificate.Impossible)
                least = Int128.Min(least ?? cost - passes, cost - passes);
            else
                Require(cost >= WorkflowCertificate.Impossible, $"part {index} calls possible what is not impossible");
        }
        while (Advance(gangs, at));
        return least ?? 0;
    }

    private Int128 CostOf(BoundPart part, int[] at)
    {
        Int128 cost = part.HoldsOwnCosts ? @case.OwnCost(part.Gang, values[part.Gang][at[part.Gang]]) : 0;
        foreach (var flow in part.Flows)
            cost += Flow(flow, g => values[g][at[g]]);
        foreach (var added in part.Adds)
            cost += certificate.Parts[added].Passes[EntryOf(certificate.Parts[added], at)];
        return Int128.Min(cost, WorkflowCertificate.Impossible);
    }

    private int EntryOf(BoundPart part, int[] at) => part.Scope.Aggregate(0, (entry, gang) => entry * values[gang].Count + at[gang]);

    private bool Advance(int[] gangs, int[] at)
    {
        for (var place = gangs.Length - 1; place >= 0; place--)
        {
            if (++at[gangs[place]] < values[gangs[place]].Count)
                return true;
            at[gangs[place]] = 0;
        }
        return false;
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new ArgumentException($"The certificate proves nothing: {what}.");
    }
}

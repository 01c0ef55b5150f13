using ComputeNet.Contracts.Plans;

namespace ComputeNet.Portal.Features.Plans;

/// <summary>One piece of a candidate's bar: what an objective costs, and the cost at which it begins. Screens scale all bars alike.</summary>
public sealed record BarPart(string Objective, long MicroYuan, long StartMicroYuan);

/// <summary>A candidate that the rules allow: its rank by the joint objective, its bar, and how much dearer it is than the chosen one.</summary>
public sealed record CandidateRow(int Rank, Candidate Candidate, IReadOnlyList<BarPart> Bar, long? DearerMicroYuan, bool IsChosen);

/// <summary>The candidates that one rule refused.</summary>
public sealed record RefusalGroup(string Code, IReadOnlyList<Candidate> Candidates);

/// <summary>What made the difference between the chosen candidate and the runner-up.</summary>
public enum DecidedBy
{
    /// <summary>Nothing is chosen: the workload waits, or the rules refuse it everywhere.</summary>
    NothingChosen,
    /// <summary>The chosen candidate is the only one that the rules allow.</summary>
    OnlyChoice,
    /// <summary>The chosen candidate costs least; <see cref="WhyHere.DecidingObjective"/> made most of the difference.</summary>
    LeastCost,
    /// <summary>The chosen candidate and the runner-up cost the same.</summary>
    Tie,
    /// <summary>A cheaper candidate exists, but the plan of all demands together gave it to another one.</summary>
    SharedCapacity,
}

/// <summary>
/// A decision record made ready for the eye: allowed candidates by joint cost with bars on one scale, refused ones grouped by the rule
/// that refused them, and one statement of what decided. Before a submit nothing is chosen yet; then the cheapest stands for what it would get.
/// </summary>
public sealed record WhyHere(
    IReadOnlyList<CandidateRow> Allowed,
    IReadOnlyList<RefusalGroup> Refused,
    IReadOnlyList<string> Objectives,
    DecidedBy DecidedBy,
    string? DecidingObjective,
    long? LeadMicroYuan)
{
    public static WhyHere From(DecisionView decision)
    {
        var allowed = decision.Candidates
            .Where(c => c.Verdict != CandidateVerdict.Refused)
            .OrderBy(c => c.CostMicroYuan).ThenBy(c => c.Verdict).ThenBy(c => c.Pool.Value, StringComparer.Ordinal)
            .ToList();
        var objectives = allowed.SelectMany(c => c.Terms).Where(t => t.MicroYuan > 0).GroupBy(t => t.Objective)
            .OrderByDescending(g => g.Sum(t => t.MicroYuan)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key).ToList();
        var chosen = allowed.Find(c => c.Verdict == CandidateVerdict.Chosen) ?? (decision.Workload is null ? allowed.FirstOrDefault() : null);
        var rows = allowed
            .Select((c, i) => new CandidateRow(i + 1, c, Bar(c, objectives), chosen is null ? null : c.CostMicroYuan - chosen.CostMicroYuan, ReferenceEquals(c, chosen)))
            .ToList();
        var (decidedBy, objective, lead) = Decide(chosen, allowed);
        return new(rows, Groups(decision), objectives, decidedBy, objective, lead);
    }

    /// <summary>A bar has no room for a negative cost; the number beside it still counts it.</summary>
    private static List<BarPart> Bar(Candidate candidate, List<string> objectives)
    {
        var parts = new List<BarPart>();
        var start = 0L;
        foreach (var term in candidate.Terms.Where(t => t.MicroYuan > 0).OrderBy(t => objectives.IndexOf(t.Objective)))
        {
            parts.Add(new(term.Objective, term.MicroYuan, start));
            start += term.MicroYuan;
        }
        return parts;
    }

    private static List<RefusalGroup> Groups(DecisionView decision) =>
    [
        .. decision.Candidates
            .Where(c => c is { Verdict: CandidateVerdict.Refused, RefusedBy: not null })
            .GroupBy(c => c.RefusedBy!.Code)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new RefusalGroup(g.Key, [.. g])),
    ];

    private static (DecidedBy, string?, long?) Decide(Candidate? chosen, List<Candidate> allowed)
    {
        if (chosen is null)
            return (DecidedBy.NothingChosen, null, null);
        if (allowed.Count == 1)
            return (DecidedBy.OnlyChoice, null, null);
        var runnerUp = allowed.First(c => !ReferenceEquals(c, chosen));
        var lead = runnerUp.CostMicroYuan - chosen.CostMicroYuan;
        return lead switch
        {
            < 0 => (DecidedBy.SharedCapacity, null, lead),
            0 => (DecidedBy.Tie, null, lead),
            _ => (DecidedBy.LeastCost, LargestDifference(chosen, runnerUp), lead),
        };
    }

    private static string? LargestDifference(Candidate chosen, Candidate runnerUp) =>
        runnerUp.Terms.Concat(chosen.Terms).Select(t => t.Objective).Distinct()
            .MaxBy(o => Cost(runnerUp, o) - Cost(chosen, o));

    private static long Cost(Candidate candidate, string objective) =>
        candidate.Terms.Where(t => t.Objective == objective).Sum(t => t.MicroYuan);
}

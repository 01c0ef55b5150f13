using System.Collections.Concurrent;
using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Rules;
using CsCheck;

namespace ComputeNet.Brain.Tests.Given;

/// <summary>A law says little when the random problems are all alike: here they must meet every rule and every end of a solve.</summary>
public sealed class AnyProblemTests
{
    [Fact]
    public void random_problems_meet_every_filter_and_every_kind_of_outcome()
    {
        var seen = new ConcurrentDictionary<string, int>();
        void Note(string what) => seen.AddOrUpdate(what, 1, (_, count) => count + 1);

        // These two need damaged numbers, which DegenerateProblems has; drained sites answer with their own code.
        var expected = Rulebook.Filters.Select(f => f.Id).Except(["demand-malformed", "cost-out-of-range", "site-accepts-work"])
            .Concat(["site-drained", "in stretches", "spread", "gang-larger-than-site", "CP-SAT", "bound", "now", "Chosen", "Feasible", ShortOf.NoCapacityInHorizon, ShortOf.WaitingForCapacity, ShortOf.NoQuotaInHorizon, ShortOf.WaitingForQuota, "budget-spent", "companion-planned-elsewhere", "rival-planned-here", PendingReason.WaitingIsCheaper, PendingReason.EarliestStartNotReached]).ToList();
        IEnumerable<string> Rare() => expected.Where(e => seen.GetValueOrDefault(e) < 3);

        AnyProblem.Cases.SampleUntil(
            c =>
            {
                var plan = Planner.Solve(c.Problem, c.Policy);
                Note(plan.Solver.Contains("CP-SAT proved", StringComparison.Ordinal) ? "CP-SAT" : plan.Solver.Contains("by its bound", StringComparison.Ordinal) ? "bound" : "other");
                foreach (var placement in plan.Placements)
                {
                    Note(placement.WhyLater?.Code ?? "now");
                    Note(placement.Stretches is null ? "whole" : "in stretches");
                    Note(placement.Parts is null ? "in one pool" : "spread");
                }
                foreach (var demand in c.Problem.Demands)
                {
                    foreach (var candidate in Explainer.Explain(c.Problem, c.Policy, plan, demand.Workload)!.Candidates)
                        Note(candidate.RefusedBy?.Code ?? candidate.Verdict.ToString());
                }
            },
            iter: 500, () => !Rare().Any());

        Rare().ShouldBeEmpty(string.Join(", ", seen.OrderBy(s => s.Key).Select(s => $"{s.Key}={s.Value}")));
    }
}

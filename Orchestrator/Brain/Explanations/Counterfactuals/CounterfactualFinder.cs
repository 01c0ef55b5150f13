using ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Explanations.Counterfactuals;

/// <summary>A counterfactual with the changed demand that proves it: put that in the problem, and its placement in the plan, and every rule holds.</summary>
public sealed record VerifiedCounterfactual(Demand Asked, Counterfactual Answer);

/// <summary>How much a search may do. Everything beside <see cref="Solves"/> is a bounded walk over pools × variants × starts.</summary>
/// <param name="Solves">Whole problems solved again at most, to learn what a higher priority would displace; 0 leaves that question out.</param>
/// <param name="Further">Variants that the workload could be built for.</param>
/// <param name="LeastGainPerMille">What saves less than this part of the present cost is not told; 0 tells every micro-yuan.</param>
public sealed record CounterfactualSearch(int Solves = 6, IReadOnlyList<Variant>? Further = null, int LeastGainPerMille = 1);

/// <summary>
/// The single wishes whose giving up, in part, would have placed a demand or made it cheaper: per wish the least that helps at all, and, where
/// it differs, what helps most. Pure and deterministic; each answer is the exact optimum over everything that has room beside the plan, and
/// each was verified by placing the changed demand.
/// </summary>
public static class CounterfactualFinder
{
    private static readonly IReadOnlyList<IRelaxation> Relaxations =
    [
        new LaterDeadline(), new LaterStart(), new EarlierStart(), new OtherModel(), new SmallerMemory(), new FewerDevices(), new SeveralPools(),
        new AllowCountry(), new AllowRegion(), new AllowSite(), new AdmitDeniedSite(), new AllowOperatorCountry(),
        new HigherLatency(), new LowerTrust(), new WeakerIsolation(), new DataMayTravel(),
    ];

    /// <summary>Of a demand of the problem; null when it has no such demand.</summary>
    public static IReadOnlyList<VerifiedCounterfactual>? Find(PlanningProblem problem, PlanningPolicy policy, Plan plan, WorkloadId workload, CounterfactualSearch? search = null) =>
        problem.Demands.FirstOrDefault(d => d.Workload == workload) is { } demand ? Find(problem, policy, plan, demand, search) : null;

    /// <summary>Of a demand that need not be in the problem yet, beside what the plan places.</summary>
    public static IReadOnlyList<VerifiedCounterfactual> Find(PlanningProblem problem, PlanningPolicy policy, Plan plan, Demand demand, CounterfactualSearch? search = null)
    {
        var bounds = search ?? new();
        var @case = new PlanningCase(problem, policy);
        var left = new CapacityLeft(@case, plan.Placements, except: demand.Workload);
        var present = Present.Of(@case, plan, demand, left, bounds.LeastGainPerMille);
        List<VerifiedCounterfactual> found = [];
        foreach (var relaxation in Relaxations.Append(new OtherArchitecture(bounds.Further ?? [])))
            found.AddRange(RelaxationSearch.Run(@case, demand, relaxation, left, present));
        if (HigherPriority.Search(problem, policy, plan, demand, bounds.Solves) is { } sooner)
            found.Add(sooner);
        return [.. found.OrderByDescending(f => f.Answer.Places).ThenBy(f => f.Answer.Difference?.CostMicroYuan ?? f.Answer.Terms.Sum(t => t.MicroYuan))];
    }
}

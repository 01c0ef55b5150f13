using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>Workloads that run and could be moved, as the law sees them: each once, and none that waits too.</summary>
internal static class RunningWork
{
    internal static IReadOnlyDictionary<WorkloadId, Demand> Of(PlanningCase @case)
    {
        var running = new Dictionary<WorkloadId, Demand>();
        foreach (var demand in @case.Problem.Running ?? [])
        {
            if (@case.FindDemand(demand.Workload) is null)
                running.TryAdd(demand.Workload, demand);
        }
        return running;
    }

    /// <summary>The rest of the run where it is: it goes on without a resume, and what it reads is there. Null when the problem does not know that place.</summary>
    internal static Candidacy? Staying(PlanningCase @case, Demand demand)
    {
        if (demand.Runs is not { VariantIndex: { } variant } runs || variant < 0 || variant >= demand.Variants.Count || @case.FindPool(runs.Pool) is not { } pool)
            return null;
        var goesOn = demand with
        {
            Interruptible = demand.Interruptible is { } terms ? terms with { ResumeMinutes = 0, ResumeYuan = null } : null,
            Placement = demand.Placement with { Data = null },
        };
        return new Candidacy(@case, @case.Consider(goesOn), variant, pool);
    }

    /// <summary>
    /// Whether it is one that may be moved: it can be interrupted, stands in one pool, and no shared limit but its tenant's devices has to be asked,
    /// of which it holds its own already.
    /// </summary>
    internal static bool MayMove(PlanningCase @case, DemandFacts demand) =>
        demand is { Interruption: not null, MaySpread: false, Ties.Count: 0, Limits: null or { BudgetYuan: null } } && Staying(@case, demand.Demand) is not null;
}

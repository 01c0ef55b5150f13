using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>
/// Only what can be interrupted is: in two stretches or more, apart from each other, each from the start of a slot to an end within the horizon, none with
/// less work than the least, and together as long as the work and a resume before each but the first.
/// </summary>
public sealed class StretchesDoTheWork : IConstraint
{
    public string Id => "stretches-do-the-work";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        foreach (var (placement, variant) in plan.PlacedVariants(@case))
        {
            if (placement.Stretches is not null && Fault(@case, placement, variant) is { } fault)
                yield return new Violation(Id, placement.Workload, placement.Pool, fault);
        }
    }

    /// <summary>What lies elsewhere has no price.</summary>
    internal static bool LieInHorizon(Placement placement, SlotClock clock) =>
        placement.Stretches is not { } stretches || stretches.All(s => s.Start < s.End && s.Start >= clock.StartOf(0) && s.End <= clock.StartOf(clock.Slots));

    private static string? Fault(PlanningCase @case, Placement placement, VariantFacts variant)
    {
        if (@case.FindDemand(placement.Workload)?.Interruption is not { } terms)
            return "it cannot be interrupted";
        if (placement.Parts is not null)
            return "a gang over several pools runs in one piece";
        if (placement.Stretches!.Count < 2 || !LieInHorizon(placement, @case.Clock))
            return $"{placement.Stretches.Count} stretches, or one that does not lie in the horizon";
        var run = Stretched.Of(placement.Stretches, @case.Clock)!;
        if (placement.Start != placement.Stretches[0].Start || placement.End != placement.Stretches[^1].End || !placement.Stretches.SequenceEqual(run.Written))
            return $"{placement.Start:O} – {placement.End:O} is not from the first stretch to the last, by the second";
        return FaultOf(run, terms, variant, @case.Clock);
    }

    /// <summary>What is wrong with the stretches by themselves, at least two; null when nothing is.</summary>
    internal static string? FaultOf(Stretched run, InterruptionFacts terms, VariantFacts variant, SlotClock clock)
    {
        for (var s = 0; s < run.Segments.Count; s++)
        {
            var (from, to) = (run.Segments[s].FromSecond, run.Segments[s].ToSecond);
            if (from % clock.SlotSeconds != 0 || (s > 0 && from <= run.Segments[s - 1].ToSecond))
                return $"stretch {s} begins {from} s from now: not with a slot after the stretch before";
            if (to - from - (s > 0 ? terms.ResumeSeconds : 0) < terms.LeastSeconds)
                return $"stretch {s} has {to - from} s, which is less than its resume and {terms.LeastSeconds} s of work";
        }
        return run.RunSeconds == variant.DurationSeconds + run.Resumes * terms.ResumeSeconds ? null : $"{run.RunSeconds} s of running are not {variant.DurationSeconds} s of work and {run.Resumes} resumes";
    }
}

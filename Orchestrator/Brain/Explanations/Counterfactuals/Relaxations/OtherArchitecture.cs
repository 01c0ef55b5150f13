using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>A variant that the workload does not have yet but could be built for, as the asker names it.</summary>
internal sealed class OtherArchitecture(IReadOnlyList<Variant> further) : IRelaxation
{
    public string Id => "other-architecture";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) => further.Count == 0 ? [] : [demand with { Variants = [.. demand.Variants, .. further] }];

    public double? Need(Demand demand, in Candidacy open, int slot) => open.VariantIndex < demand.Variants.Count ? null : 1;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(
        demand with { Variants = [.. demand.Variants, further[open.VariantIndex - demand.Variants.Count]] },
        ("architecture", open.Pool.Supply.Architecture), ("model", open.Pool.Supply.Model), ("durationSeconds", open.Variant.DurationSeconds));
}

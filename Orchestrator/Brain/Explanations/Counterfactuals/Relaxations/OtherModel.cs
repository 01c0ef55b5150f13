using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>Another device model of the same architecture than the variant names; the run time follows as for any model.</summary>
internal sealed class OtherModel : IRelaxation
{
    public string Id => "other-model";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Variants.All(v => v.Model is null) ? [] : [demand with { Variants = [.. demand.Variants.Select(v => v with { Model = null })] }];

    public double? Need(Demand demand, in Candidacy open, int slot) => demand.Variants[open.VariantIndex].Model is { } named && named != open.Pool.Supply.Model ? 1 : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot)
    {
        var (index, model) = (open.VariantIndex, open.Pool.Supply.Model);
        return new(demand with { Variants = [.. demand.Variants.Select((v, i) => i == index ? v with { Model = model } : v)] },
            ("model", model), ("insteadOf", demand.Variants[index].Model), ("durationSeconds", open.Variant.DurationSeconds), ("durationBasis", open.Variant.Time.Basis));
    }
}

using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>Devices with less memory than the variant asks for, down to what a pool has.</summary>
internal sealed class SmallerMemory : IRelaxation
{
    public string Id => "smaller-memory";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Variants.All(v => v.DeviceMemoryMebibytes is null) ? [] : [demand with { Variants = [.. demand.Variants.Select(v => v with { DeviceMemoryMebibytes = null })] }];

    public double? Need(Demand demand, in Candidacy open, int slot) =>
        demand.Variants[open.VariantIndex].DeviceMemoryMebibytes - open.Pool.Supply.DeviceMemoryMebibytes is > 0 and var less ? less : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot)
    {
        var (index, memory) = (open.VariantIndex, open.Pool.Supply.DeviceMemoryMebibytes);
        return new(demand with { Variants = [.. demand.Variants.Select((v, i) => i == index ? v with { DeviceMemoryMebibytes = memory } : v)] },
            ("memoryMebibytes", memory), ("insteadOfMebibytes", demand.Variants[index].DeviceMemoryMebibytes));
    }
}

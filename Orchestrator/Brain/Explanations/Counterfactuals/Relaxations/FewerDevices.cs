using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>
/// A smaller gang (or, for one member, fewer devices) that works as much longer: device-hours stay the same, which is assumed and said.
/// Every smaller gang is tried up to a bound, then ever smaller parts of it.
/// </summary>
internal sealed class FewerDevices : IRelaxation
{
    /// <summary>Sizes one by one; below them only halves.</summary>
    private const int OneByOne = 8;

    public string Id => "fewer-devices";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case)
    {
        if (demand.GangMembers > 1)
            return Sizes(demand.GangMembers).Select(members => demand with { GangMembers = members, Variants = [.. demand.Variants.Select(v => Longer(v, demand.GangMembers, members))] });
        var most = demand.Variants.Select(v => v.DevicesPerMember).DefaultIfEmpty(0).Max();
        return Sizes(most).Select(devices => demand with
        {
            Variants = [.. demand.Variants.Select(v => v.DevicesPerMember <= devices ? v : Longer(v, v.DevicesPerMember, devices) with { DevicesPerMember = devices })],
        });
    }

    public double? Need(Demand demand, in Candidacy open, int slot) =>
        (long)demand.GangMembers * demand.Variants[open.VariantIndex].DevicesPerMember - open.Variant.Devices is > 0 and var fewer ? fewer : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(open.Demand.Demand,
        ("gangMembers", open.Demand.Demand.GangMembers), ("devicesPerMember", open.Variant.Variant.DevicesPerMember), ("devices", open.Variant.Devices),
        ("insteadOfDevices", (long)demand.GangMembers * demand.Variants[open.VariantIndex].DevicesPerMember), ("durationSecondsAssumed", open.Variant.DurationSeconds));

    private static IEnumerable<int> Sizes(int whole)
    {
        var size = whole - 1;
        for (; size >= 1 && size >= whole - OneByOne; size--)
            yield return size;
        for (; size >= 1; size /= 2)
            yield return size;
    }

    private static Variant Longer(Variant variant, int whole, int part) => variant with
    {
        ExpectedSeconds = variant.ExpectedSeconds is { } expected ? Stretched(expected, whole, part) : null,
        TimeLimitSeconds = Stretched(variant.TimeLimitSeconds, whole, part),
        Throughput = variant.Throughput?.Select(t => t with { StepsPerSecond = t.StepsPerSecond * part / whole }).ToList(),
    };

    private static long Stretched(long seconds, int whole, int part) => (long)Int128.Clamp(((Int128)seconds * whole + part - 1) / part, long.MinValue / 4, long.MaxValue / 4);
}

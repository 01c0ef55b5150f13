using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>
/// Sizes and times are positive and within what a plan can hold. The edge checks requests long before; this keeps a damaged
/// stored problem from becoming a damaged plan.
/// </summary>
public sealed class DemandIsWellFormed : IFilter
{
    /// <summary>Ten years; longer than any run, short enough that no arithmetic overflows.</summary>
    private const long MostSeconds = 10L * 366 * 24 * 3600;

    public string Id => "demand-malformed";

    public bool Allows(in Candidacy candidate) =>
        candidate.Demand.Demand.GangMembers > 0 && candidate.Variant.Variant.DevicesPerMember > 0
        && candidate.Variant.Variant is { MilliPerDevice: null or (> 0 and <= Node.Whole), MilliCoresPerMember: null or >= 0 }
        && candidate.Variant.DurationSeconds is > 0 and <= MostSeconds;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("gangMembers", candidate.Demand.Demand.GangMembers),
        ("devicesPerMember", candidate.Variant.Variant.DevicesPerMember),
        ("milliPerDevice", candidate.Variant.Variant.MilliPerDevice ?? Node.Whole),
        ("milliCoresPerMember", candidate.Variant.Variant.MilliCoresPerMember ?? 0),
        ("durationSeconds", candidate.Variant.DurationSeconds),
        ("limitSeconds", MostSeconds));
}

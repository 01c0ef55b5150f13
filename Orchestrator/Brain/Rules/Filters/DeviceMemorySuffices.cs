using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>Every device has the memory that the variant needs on each.</summary>
public sealed class DeviceMemorySuffices : IFilter
{
    public string Id => "device-memory-too-small";

    public bool Allows(in Candidacy candidate) => candidate.Variant.Variant.DeviceMemoryMebibytes is not { } need || candidate.Pool.Supply.DeviceMemoryMebibytes >= need;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("needMebibytes", candidate.Variant.Variant.DeviceMemoryMebibytes),
        ("poolMebibytes", candidate.Pool.Supply.DeviceMemoryMebibytes));
}

using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A variant that needs device memory cannot go where the memory is not known.</summary>
public sealed class DeviceMemoryIsKnown : IFilter
{
    public string Id => "device-memory-unknown";

    public bool Allows(in Candidacy candidate) => candidate.Variant.Variant.DeviceMemoryMebibytes is null || candidate.Pool.Supply.DeviceMemoryMebibytes is not null;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id, ("needMebibytes", candidate.Variant.Variant.DeviceMemoryMebibytes));
}

using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>Who goes first when room is needed: known in advance, to the tenants as well. Only best-effort residents ever go; the others were promised their room.</summary>
public static class EvictionOrder
{
    /// <summary>The least important first, among equals the one that came last, then by id.</summary>
    public static IReadOnlyList<Resident> Of(IEnumerable<Resident> residents) =>
        [.. residents
            .Where(resident => resident.Class == ServiceClass.BestEffort)
            .OrderBy(resident => resident.Priority)
            .ThenByDescending(resident => resident.Since)
            .ThenBy(resident => resident.Id, StringComparer.Ordinal)];
}

namespace ComputeNet.Brain.Packing;

/// <summary>Where an arrival goes, and who has to go for it, in the node's eviction order: nobody who could stay.</summary>
public sealed record NodeDecision(PackingAnswer Answer, IReadOnlyList<Resident> Evicted);

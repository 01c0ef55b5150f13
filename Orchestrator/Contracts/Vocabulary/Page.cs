namespace ComputeNet.Contracts.Vocabulary;

/// <summary>One page of a longer list. <paramref name="Next"/> is the opaque cursor of the following page, or null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

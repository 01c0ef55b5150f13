namespace ComputeNet.Portal.Shared;

/// <summary>Marks the resources of the words that every page shares: states, units, architectures, times.</summary>
public sealed class Words;

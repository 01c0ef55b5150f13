namespace ComputeNet.Contracts.Vocabulary;

/// <summary>What a workload was promised, from the firmest to the loosest.</summary>
public enum ServiceClass
{
    /// <summary>What it reserved is its own, used or not; it is never evicted for room.</summary>
    Guaranteed,

    /// <summary>It has what it reserved whenever it needs it; what its demand curve leaves idle may be lent.</summary>
    Burstable,

    /// <summary>It reserves nothing: it lives on what is free or lent, and goes first.</summary>
    BestEffort,
}

namespace ComputeNet.Brain.Workflows;

/// <summary>
/// Why no placement costs less than the bound, in a form that anybody can check. First some candidates are struck out: whoever uses one can
/// change to another and pays no more. Then the costs are dealt out to parts; each part passes on, for every placement of some gangs that others
/// still need, an amount that it takes off itself and the next adds. What is passed on cancels out in the sum, so the least values of
/// the parts, added up, bound every placement from below, whatever the amounts are; good amounts make it tight (cost-to-go of bucket
/// elimination, Bertelè and Brioschi 1972; parts split for want of memory are mini-buckets, Dechter and Rish 2003).
/// </summary>
public sealed record WorkflowCertificate(IReadOnlyList<StruckOut> StruckOut, IReadOnlyList<BoundPart> Parts)
{
    public static readonly WorkflowCertificate Empty = new([], []);

    /// <summary>Stands for "cannot be": above every cost, and two of them still add up in 64 bits.</summary>
    public const long Impossible = 1L << 61;
}

/// <summary>In the order given: whoever places the gang at <paramref name="Candidate"/> can place it at <paramref name="Instead"/> and pays no more.</summary>
public sealed record StruckOut(int Gang, int Candidate, int Instead);

/// <summary>One part of the costs.</summary>
public sealed record BoundPart
{
    /// <summary>The gang that it decides on.</summary>
    public required int Gang { get; init; }

    /// <summary>Whether the gang's own costs (candidate and inputs) are in this part; true in exactly one part of each gang.</summary>
    public required bool HoldsOwnCosts { get; init; }

    /// <summary>Indices of the flows in this part; every flow is in exactly one part.</summary>
    public required IReadOnlyList<int> Flows { get; init; }

    /// <summary>Indices of earlier parts whose amounts are added here; every part's but those that pass nothing on are added exactly once.</summary>
    public required IReadOnlyList<int> Adds { get; init; }

    /// <summary>The other gangs that this part mentions.</summary>
    public required IReadOnlyList<int> Scope { get; init; }

    /// <summary>Micro-yuan passed on for each placement of the scope: candidates not struck out in their order, last gang of the scope fastest. A part without scope keeps its value.</summary>
    public required IReadOnlyList<long> Passes { get; init; }
}

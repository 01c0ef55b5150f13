using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Conformance.Report;

/// <summary>How a promise stands.</summary>
public enum Verdict { Passed, Failed, NotOffered }

/// <summary>One line of the matrix; <paramref name="Why"/> says what was wrong, or why it does not apply.</summary>
public sealed record PromiseResult(Promise Promise, Verdict Verdict, string? Why = null);

/// <summary>What a run found: the adapter as it described itself, and each promise with its verdict.</summary>
public sealed record ConformanceReport(SiteId Site, SiteInventory Inventory, IReadOnlyList<PromiseResult> Results)
{
    public int Passed => Results.Count(r => r.Verdict == Verdict.Passed);
    public int Failed => Results.Count(r => r.Verdict == Verdict.Failed);
    public int NotOffered => Results.Count(r => r.Verdict == Verdict.NotOffered);
}

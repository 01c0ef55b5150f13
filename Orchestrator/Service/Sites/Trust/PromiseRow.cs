using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;

namespace ComputeNet.Service.Sites.Trust;

/// <summary>
/// What became of one attempt that a site was given, by job key. The facts may come in any order, so each is kept as it was told, and
/// <see cref="Fate"/> follows from all of them.
/// </summary>
public sealed record PromiseRow(string Id)
{
    public string Site { get; init; } = "";
    public DateTimeOffset PromisedAt { get; init; }

    /// <summary>When it was to start; never before it was promised.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>By the centre's clock; the site's may be wrong.</summary>
    public DateTimeOffset? SeenRunningAt { get; init; }

    /// <summary>The centre wanted it stopped.</summary>
    public bool WasAskedToStop { get; init; }

    /// <summary>Why its lease ended; null while it holds one.</summary>
    public string? ReleasedAs { get; init; }
    public WorkloadOutcome? Outcome { get; init; }

    /// <summary>The program itself came to an end, well or badly.</summary>
    public bool ProgramEnded { get; init; }

    /// <summary>After it was over by the ledger, its site told that it ran on.</summary>
    public bool RanOn { get; init; }

    /// <summary>How often the site's own scheduler started it again.</summary>
    public int Restarts { get; init; }

    /// <summary>How often the work was done a second time here.</summary>
    public int DoubleRuns => Restarts + (RanOn ? 1 : 0);

    public PromiseFate Fate => PromiseFates.Of(this);
    public double? StartDelaySeconds => SeenRunningAt is { } seen ? Math.Max(0, (seen - DueAt).TotalSeconds) : null;
}

/// <summary>How a promise ended. <c>Released</c>: the network took it back, which says nothing of the site.</summary>
public enum PromiseFate { Open, Kept, Refused, Failed, Lost, Released }

public static class PromiseFates
{
    /// <summary>
    /// Codes of adapters for a program that overran its limits, or that could not be started as its tenant wrote it. An exit code says the same; any other
    /// failure is the site's.
    /// </summary>
    private static readonly HashSet<string> ofTheProgram = new(StringComparer.Ordinal)
    {
        "time-limit", "out-of-memory", "exit-status", "command-empty", "command-not-text", "environment-not-valid", "executable-not-allowed", "executable-not-found",
    };

    public static bool IsOfTheProgram(int? exitCode, Refusal? why) => exitCode is not null || why is not null && ofTheProgram.Contains(why.Code);

    public static PromiseFate Of(PromiseRow row) => row switch
    {
        { ReleasedAs: null } => PromiseFate.Open,
        { ReleasedAs: "refused" or "refused-by-site" } => PromiseFate.Refused,
        { Outcome: WorkloadOutcome.Succeeded } or { ReleasedAs: "succeeded" } => PromiseFate.Kept,
        { ReleasedAs: "failed" } => row.ProgramEnded ? PromiseFate.Kept : PromiseFate.Failed,
        // A site that is asked to stop a job and no longer has it did as it was told.
        { WasAskedToStop: true } => PromiseFate.Released,
        { ReleasedAs: "lost" or "lost-by-site" or "site-lost" } => PromiseFate.Lost,
        { ReleasedAs: "stopped" or "stopped-by-site" } => PromiseFate.Failed,
        { ReleasedAs: Lease.StretchOver } => PromiseFate.Kept,
        _ => PromiseFate.Released,
    };
}

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Workloads;

/// <summary>
/// How the same work came to be done twice. Fenced: its site was lost, or did not know it any more, and yet it ran on. Contradicted: its site had said that it ended.
/// Restarted: the site's own scheduler started it again.
/// </summary>
public enum DoubleRunCause { Fenced, Contradicted, Restarted }

/// <summary>One run as its site tells it. <paramref name="StartedAt"/> and <paramref name="EndedAt"/> are by the site's clock, which nothing is decided by.</summary>
public sealed record RunTold(JobKey Job, SiteId Site, PoolId Pool, JobState State, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int? ExitCode);

/// <summary>
/// Work that was done twice: <paramref name="Stray"/> ran without the right to, <paramref name="Other"/> is the attempt that counts, as far as it had come when this was
/// seen (null: none had started). <paramref name="GivenUpAt"/> (when the stray lost its right) and <paramref name="SeenAt"/> are the centre's clock. Only one of
/// the two results counts; what both wrote outside is the workload's own to sort out.
/// </summary>
public sealed record DoubleRun(DoubleRunCause Cause, RunTold Stray, RunTold? Other, DateTimeOffset? GivenUpAt, DateTimeOffset SeenAt)
{
    /// <summary>Of a job that its scheduler started again: how often by then.</summary>
    public int? Restarts { get; init; }
}

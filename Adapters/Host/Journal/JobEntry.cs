using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Journal;

/// <summary>How far a job has come at this site.</summary>
public enum EntryStage
{
    /// <summary>Ordered and written down; the scheduler may or may not have it yet.</summary>
    Claimed,
    /// <summary>The scheduler said that it has it.</summary>
    Submitted,
    /// <summary>It must not run any more; the scheduler is asked until it is over.</summary>
    Stopping,
    /// <summary>Over, and told to the centre until the centre says that it is on record.</summary>
    Ended,
    /// <summary>On record at the centre. Kept for a while, without detail, so that a late repetition of the order does not start it again.</summary>
    Forgotten,
}

/// <summary>
/// What an agent remembers of one job. <paramref name="Token"/> is the highest fencing token seen for it; <paramref name="Order"/> is dropped with the
/// end of the job, <paramref name="End"/> is its terminal sighting.
/// </summary>
public sealed record JobEntry(JobKey Job, FencingToken Token, EntryStage Stage, DateTimeOffset ChangedAt, JobOrder? Order = null, JobSighting? End = null)
{
    /// <summary>Changes that the centre has not heard, written down because it could not be reached; null when there are none.</summary>
    public IReadOnlyList<JobSighting>? Untold { get; init; }

    /// <summary>The highest checkpoint number that the scheduler was asked for; null: none.</summary>
    public int? CheckpointAsked { get; init; }

    /// <summary>The scheduler has something to do for it, or something to say about it.</summary>
    public bool IsLive => Stage < EntryStage.Ended;
}

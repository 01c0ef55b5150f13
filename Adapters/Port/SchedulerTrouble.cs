using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>The closed set of ways in which a scheduler can fail; the Host decides which of them is worth another try.</summary>
public enum SchedulerTrouble
{
    /// <summary>No answer, or an answer that says nothing about the job. The Host asks again, and gives no heartbeat meanwhile.</summary>
    Unreachable,
    /// <summary>The site's veto: this job, here, never. Terminal for the job.</summary>
    Refused,
    /// <summary>A newer lease is known to the scheduler. Terminal for the order.</summary>
    StaleLease,
    /// <summary>The scheduler answered, and does not know the job.</summary>
    UnknownJob,
    /// <summary>The scheduler cannot do this at all. Terminal for the job.</summary>
    NotSupported,
}

/// <summary>A failure of a site scheduler, with the coded reason that the centre and the tenant will see.</summary>
public sealed class SchedulerException(SchedulerTrouble trouble, Refusal why, Exception? inner = null) : Exception($"{trouble}: {why}", inner)
{
    public static SchedulerException Unknown(JobKey job) => new(SchedulerTrouble.UnknownJob, Refusal.Because("job-unknown", ("job", job)));

    public SchedulerTrouble Trouble { get; } = trouble;
    public Refusal Why { get; } = why;
}

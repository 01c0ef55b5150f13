using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>Optional: the log of a job that still runs can be read.</summary>
public interface IJobLogs
{
    /// <summary>The newest part of what the job wrote, as <see cref="LogText.Tail(System.ReadOnlySpan{byte})"/> makes it; <see cref="SchedulerTrouble.UnknownJob"/> when the scheduler knows nothing.</summary>
    Task<string> ReadLogAsync(JobKey job, CancellationToken ct);
}

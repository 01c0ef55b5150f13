using System.Collections.Concurrent;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Orchestrator.Tests.Hosting;

/// <summary>A test double of a site's scheduler: every job is in the state that the test puts it in, and says the line that the test gives it.</summary>
public sealed class StagedScheduler(params PoolDeclaration[] pools) : ISiteScheduler, IJobLogs
{
    private readonly ConcurrentDictionary<JobKey, JobSighting> jobs = new();

    private readonly ConcurrentDictionary<JobKey, int> looks = new();

    public string Log { get; set; } = "";

    public IReadOnlyCollection<JobKey> Jobs => [.. jobs.Keys];

    /// <summary>Until the agent has looked at the job as it is now.</summary>
    public async Task LookedAtAsync(JobKey job)
    {
        var until = looks.GetValueOrDefault(job) + 2;
        await Waiting.UntilAsync(() => Task.FromResult(looks.GetValueOrDefault(job) >= until));
    }

    public void Move(JobKey job, JobState state, DateTimeOffset? startedAt = null, DateTimeOffset? finishedAt = null) => jobs[job] = jobs[job] with
    {
        State = state,
        StartedAt = startedAt ?? jobs[job].StartedAt,
        FinishedAt = finishedAt ?? jobs[job].FinishedAt,
        ExitCode = state == JobState.Succeeded ? 0 : null,
    };

    public Task<SiteInventory> ReadInventoryAsync(CancellationToken ct) => Task.FromResult(new SiteInventory("staged 1", true, DateTimeOffset.UtcNow, pools));

    public Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct) =>
        Task.FromResult(new JobReceipt(order.Job, !jobs.TryAdd(order.Job, new JobSighting(order.Job, order.Token, JobState.Starting, DateTimeOffset.UtcNow))));

    public Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct)
    {
        looks.AddOrUpdate(job, 1, (_, count) => count + 1);
        return Task.FromResult(jobs.TryGetValue(job, out var known) ? known with { ObservedAt = DateTimeOffset.UtcNow } : throw SchedulerException.Unknown(job));
    }

    public Task CancelAsync(JobKey job, CancellationToken ct)
    {
        if (jobs.TryGetValue(job, out var known) && !known.State.IsTerminal())
            Move(job, JobState.Stopped);
        return Task.CompletedTask;
    }

    public Task<string> ReadLogAsync(JobKey job, CancellationToken ct) => Task.FromResult(Log);
}

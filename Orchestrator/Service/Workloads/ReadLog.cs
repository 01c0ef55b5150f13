using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Workloads;

/// <summary>
/// <c>GET /api/workloads/{id}/log</c>: what is on record of the log, at once. While the job runs the site is asked for more; whoever reads on finds it
/// there, and nobody waits for a site that does not answer.
/// </summary>
public static class ReadLog
{
    /// <summary>A wish that is not renewed is over: the reader went away, or the site cannot answer.</summary>
    private static readonly TimeSpan WishLasts = TimeSpan.FromSeconds(15);

    /// <summary>A log is this new, or the site is asked.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    public static async Task<WorkloadLog> Handle(
        WorkloadId id, CommandContext context, IDocumentStore store, SiteSignals signals, OrchestratorOptions options, CancellationToken ct)
    {
        await using var session = context.OpenSession(store);
        var workload = context.Owned(await session.WorkloadAsync(id, ct), id);
        if (workload.Current is not { } current)
            return new WorkloadLog(null, null, null, IsAsked: false);
        var log = await session.LoadAsync<JobLog>(current.Job.Value, ct);
        var asks = workload.Phase == WorkloadPhase.Running && (log is null || context.Now - log.At >= FreshFor);
        if (asks)
        {
            session.Store(new LogWish(current.Job.Value, current.Site.Value, options.WallClock.GetUtcNow() + WishLasts));
            await session.SaveChangesAsync(ct);
            signals.Wake(current.Site);
        }
        return new WorkloadLog(current.Job, log is { Why: null } ? log.Tail : null, log?.At, asks, log?.Why);
    }
}

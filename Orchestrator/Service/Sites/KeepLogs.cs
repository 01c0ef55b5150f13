using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;
using ComputeNet.Service.Workloads;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>POST /api/site/logs</c>: the newest part of the logs that somebody reads. Of a job that the site does not hold nothing is kept.</summary>
public static class KeepLogs
{
    public static async Task<IResult> Handle(SiteLogs logs, CommandContext context, IDocumentStore store, SitePresence presence, CancellationToken ct)
    {
        var site = SiteWord.Of(context);
        presence.Spoke(site, context.Now);
        await using var session = context.OpenSession(store);
        var held = (await session.PoolsOfAsync(site, ct)).SelectMany(p => p.Leases).Select(l => l.Job).ToHashSet();
        foreach (var log in logs.Logs.Where(l => held.Contains(l.Job)))
        {
            session.Store(new JobLog(log.Job.Value, log.Tail ?? "", context.Now) { Why = log.Tail is null ? log.Why ?? Refusal.Because("log-not-told") : null });
            session.Delete<LogWish>(log.Job.Value);
        }
        await session.SaveChangesAsync(ct);
        return Results.NoContent();
    }
}

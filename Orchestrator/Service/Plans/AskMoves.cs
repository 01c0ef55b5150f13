using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>
/// Asks the jobs that a plan would rather have elsewhere to stop. Their devices stay theirs until the site says that they have; then they wait with what is left,
/// and the round that follows at once places them. What changed since the plan was made stays where it is.
/// </summary>
public sealed class AskMoves(IDocumentStore store, SiteSignals signals)
{
    public async Task RunAsync(CommandContext context, Picture picture, CancellationToken ct)
    {
        foreach (var move in picture.Plan.Moves ?? [])
        {
            if (await store.ChangeAsync(context, session => AskAsync(session, context.Now, picture.Id!.Value, move, ct), ct) is { } site)
                signals.Wake(site);
        }
    }

    private static async Task<SiteId?> AskAsync(IDocumentSession session, DateTimeOffset now, PlanId plan, Move move, CancellationToken ct)
    {
        var workload = (await session.WorkloadsAsync([move.To.Workload], ct))[move.To.Workload];
        if (workload.Current is not { } current || current.Pool != move.From || await session.LoadAsync<Pool>(Pool.StreamOf(move.From), ct) is not { } pool)
            return null;
        var (stop, asked) = (pool.RequestStop(current.Job, Lease.MovesOn, now), workload.AskToMove(current.Job, move.To.Pool, move.To.Site, Micro.ToYuan(move.GainMicroYuan()), plan, now));
        if (stop.Events.Count == 0 || asked.Events.Count == 0)
            return null;
        session.Append<Pool>(pool.Id, pool.Revision, stop);
        session.Append<Workload>(workload.Id, workload.Revision, asked);
        return pool.Site;
    }
}

using System.Collections.Concurrent;
using ComputeNet.Brain.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Plans;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>
/// Step 4 of a round: every placement that starts now is checked against its pool and its workload as they are, and gets its lease, or is
/// refused and recorded. One transaction per pool, some side by side: a crash between two of them leaves whole leases only, and the next
/// round sees the rest.
/// </summary>
public sealed class ApplyPlan(IDocumentStore store, SiteSignals signals, ForecastBook forecasts)
{
    /// <summary>While the database works at one pool, this process prepares the next.</summary>
    private const int PoolsAtOnce = 2;

    public async Task<(int Granted, int Refused)> RunAsync(CommandContext context, Picture picture, CancellationToken ct)
    {
        var granted = 0;
        var refused = new ConcurrentBag<PlacementRefused>();
        var pools = picture.Plan.Placements.Where(p => p.StartSlot == 0).GroupBy(p => p.Pool);
        await Parallel.ForEachAsync(pools, new ParallelOptions { MaxDegreeOfParallelism = PoolsAtOnce, CancellationToken = ct }, async (pool, token) =>
        {
            var outcome = await store.ChangeAsync(context, session => GrantAsync(session, context, picture.Id!.Value, pool.Key, [.. pool], token), token);
            Interlocked.Add(ref granted, outcome.Granted);
            foreach (var stale in outcome.Refused)
                refused.Add(stale);
            if (outcome.Granted > 0)
                signals.Wake(pool.First().Site);
        });
        if (!refused.IsEmpty)
        {
            var stale = refused.OrderBy(r => r.Workload.Value, StringComparer.Ordinal).ToList();
            await using var session = context.OpenSession(store);
            session.Events.Append($"plan/{picture.Id}", [.. stale]);
            await session.SaveChangesAsync(ct);
            forecasts.Forget(stale.Select(s => s.Workload));
        }
        return (granted, refused.Count);
    }

    private static async Task<(int Granted, List<PlacementRefused> Refused)> GrantAsync(
        IDocumentSession session, CommandContext context, PlanId plan, PoolId id, IReadOnlyList<Placement> placements, CancellationToken ct)
    {
        var refused = new List<PlacementRefused>();
        var pool = await session.LoadAsync<Pool>(Pool.StreamOf(id), ct) ?? throw new InvalidOperationException($"The plan names the pool {id}, which has no stream.");
        var workloads = await session.WorkloadsAsync(placements.Select(p => p.Workload), ct);
        var draft = new Draft<Pool>(pool.Id, pool.Revision, pool);
        var granted = 0;
        foreach (var placement in placements)
        {
            var workload = workloads[placement.Workload];
            var lease = draft.State.Grant(workload.WorkloadId, workload.NextJob(), placement.Devices, plan, placement.End, context.Now, placement.MilliPerDevice, placement.Seats);
            var token = lease.Events is [LeaseGranted g] ? g.Token : FencingToken.None;
            var placed = lease.Refusal is null
                ? workload.Place(token, placement.Site, id, placement.VariantIndex, placement.Devices, plan, placement.Start, placement.End, placement.Figures, context.Now, placement.RunTime, placement.Seats)
                : lease;
            if (placed.Refusal is { } why)
            {
                refused.Add(new PlacementRefused(plan, placement.Workload, id, why, context.Now));
                continue;
            }
            draft.Add(lease.Events, Evolve.Apply);
            session.Append<Workload>(workload.Id, workload.Revision, placed);
            granted++;
        }
        session.Append<Pool>(draft.Stream, draft.Revision, Decision.Happens([.. draft.Events]));
        return (granted, refused);
    }
}

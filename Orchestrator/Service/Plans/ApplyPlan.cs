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
/// round sees the rest. A gang over several pools of a site gets all its leases in one transaction of its own, under one token, or none.
/// </summary>
public sealed class ApplyPlan(IDocumentStore store, SiteSignals signals, ForecastBook forecasts)
{
    /// <summary>While the database works at one pool, this process prepares the next.</summary>
    private const int PoolsAtOnce = 2;

    public async Task<(int Granted, int Refused)> RunAsync(CommandContext context, Picture picture, CancellationToken ct)
    {
        var granted = 0;
        var refused = new ConcurrentBag<PlacementRefused>();
        var pools = picture.Plan.Placements.Where(p => p is { StartSlot: 0, Parts: null }).GroupBy(p => p.Pool);
        await Parallel.ForEachAsync(pools, new ParallelOptions { MaxDegreeOfParallelism = PoolsAtOnce, CancellationToken = ct }, async (pool, token) =>
        {
            var outcome = await store.ChangeAsync(context, session => GrantAsync(session, context, picture.Id!.Value, pool.Key, [.. pool], token), token);
            Interlocked.Add(ref granted, outcome.Granted);
            foreach (var stale in outcome.Refused)
                refused.Add(stale);
            if (outcome.Granted + outcome.Stopped > 0)
                signals.Wake(pool.First().Site);
        });
        foreach (var spread in picture.Plan.Placements.Where(p => p is { StartSlot: 0, Parts: not null }))
        {
            if (await store.ChangeAsync(context, session => GrantPartsAsync(session, context, picture.Id!.Value, spread, ct), ct) is { } why)
                refused.Add(new PlacementRefused(picture.Id!.Value, spread.Workload, spread.Pool, why, context.Now));
            else
            {
                granted++;
                signals.Wake(spread.Site);
            }
        }
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

    /// <summary>All leases and the placement, saved together by the caller; or why not, and then nothing is appended.</summary>
    private static async Task<Refusal?> GrantPartsAsync(IDocumentSession session, CommandContext context, PlanId plan, Placement placement, CancellationToken ct)
    {
        var workload = (await session.WorkloadsAsync([placement.Workload], ct))[placement.Workload];
        var perMember = placement.Devices / placement.Parts!.Sum(p => p.Members);
        var pools = new List<(Pool Pool, int Devices)>();
        foreach (var part in placement.Parts!)
        {
            var pool = await session.LoadAsync<Pool>(Pool.StreamOf(part.Pool), ct) ?? throw new InvalidOperationException($"The plan names the pool {part.Pool}, which has no stream.");
            pools.Add((pool, part.Members * perMember));
        }
        var token = pools.Max(p => p.Pool.LastToken).Next();
        var leases = pools.Select(p => (p.Pool, Lease: p.Pool.Grant(workload.WorkloadId, workload.NextJob(), p.Devices, plan, placement.End, context.Now, atLeast: token))).ToList();
        var placed = workload.Place(
            token, placement.Site, placement.Pool, placement.VariantIndex, placement.Devices, plan, placement.Start, placement.End, placement.Figures, context.Now, placement.RunTime, parts: placement.Parts);
        if ((leases.Select(l => l.Lease.Refusal).FirstOrDefault(r => r is not null) ?? placed.Refusal) is { } why)
            return why;
        foreach (var (pool, lease) in leases)
            session.Append<Pool>(pool.Id, pool.Revision, lease);
        session.Append<Workload>(workload.Id, workload.Revision, placed);
        return null;
    }

    private static async Task<(int Granted, int Stopped, List<PlacementRefused> Refused)> GrantAsync(
        IDocumentSession session, CommandContext context, PlanId plan, PoolId id, IReadOnlyList<Placement> placements, CancellationToken ct)
    {
        var refused = new List<PlacementRefused>();
        var pool = await session.LoadAsync<Pool>(Pool.StreamOf(id), ct) ?? throw new InvalidOperationException($"The plan names the pool {id}, which has no stream.");
        var workloads = await session.WorkloadsAsync(placements.Select(p => p.Workload), ct);
        var draft = new Draft<Pool>(pool.Id, pool.Revision, pool);
        var (granted, stopped) = (0, 0);
        foreach (var placement in placements)
        {
            var workload = workloads[placement.Workload];
            if (draft.State.Leases.Where(l => placement.Evicts?.Contains(l.Workload) == true).ToList() is { Count: > 0 } yielding)
            {
                // The room is the site's to give: it is granted by the round after those jobs have stopped.
                draft.Add(yielding.SelectMany(l => draft.State.RequestStop(l.Job, Lease.GaveWay, context.Now).OrThrow()), Evolve.Apply);
                stopped += yielding.Count;
                refused.Add(new PlacementRefused(plan, placement.Workload, id, RoomIsMade(id, yielding), context.Now));
                continue;
            }
            var lease = draft.State.Grant(workload.WorkloadId, workload.NextJob(), placement.Devices, plan, placement.Stretches?[0].End ?? placement.End, context.Now, placement.MilliPerDevice, placement.Seats, placement.Stretches?.Skip(1).ToList());
            var token = lease.Events is [LeaseGranted g] ? g.Token : FencingToken.None;
            var placed = lease.Refusal is null
                ? workload.Place(token, placement.Site, id, placement.VariantIndex, placement.Devices, plan, placement.Start, placement.End, placement.Figures, context.Now, placement.RunTime, placement.Seats, stretches: placement.Stretches)
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
        return (granted, stopped, refused);
    }

    private static Refusal RoomIsMade(PoolId pool, IReadOnlyList<Lease> yielding) =>
        Refusal.Because("room-being-made", ("pool", pool), ("workloads", string.Join(", ", yielding.Select(l => l.Workload))));
}

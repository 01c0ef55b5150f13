using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>Running work that the round may send elsewhere: what its tenant lets be interrupted, and has run long enough for that.</summary>
internal static class MovableWork
{
    /// <summary>Moves of one round: each stops a job, and the next round should see what came of it before it stops many more.</summary>
    internal const int MostAtOnce = 5;

    /// <summary>More than so many are not looked at in one round; those that came first are.</summary>
    private const int MostLookedAt = 1_000;

    internal static async Task<IReadOnlyList<Workload>> ReadAsync(IQuerySession session, IReadOnlyList<Pool> pools, DateTimeOffset now, CancellationToken ct)
    {
        var running = await session.Query<Workload>()
            .Where(w => w.Phase == WorkloadPhase.Running && !w.CancelRequested && w.Request.Interruptible != null)
            .OrderBy(w => w.Id).Take(MostLookedAt).ToListAsync(ct);
        var leases = running.Count == 0 ? [] : pools.SelectMany(p => p.Leases).GroupBy(l => l.Job).ToDictionary(g => g.Key, g => g.First());
        return [.. running.Where(w => leases.TryGetValue(w.Current!.Job, out var lease) && lease is { StopReason: null, Later: null } && IsWorthAsking(w, now))];
    }

    /// <summary>What is left of it as a demand that stands where it runs.</summary>
    internal static Demand DemandFromHere(this Workload workload, DateTimeOffset now)
    {
        var (current, terms) = (workload.Current!, workload.Request.Interruptible!);
        var demand = Demand.For(workload.WorkloadId, workload.Tenant, workload.SubmittedAt, workload.RequestWithInputs());
        return demand with
        {
            ShareDone = workload.ShareDoneBy(current.StartedAt, now),
            // It is given time to write its checkpoint, so no work is lost; how far that may travel is the tenant's word.
            Runs = new RunsAt(current.Pool, current.Site, terms.CheckpointGigabytes, 0) { VariantIndex = current.VariantIndex },
            Placement = demand.Placement with { Data = [.. demand.Placement.Data ?? [], new DataSet(current.Site, 0, terms.StaysIn)] },
        };
    }

    /// <summary>In one piece and in one pool, at work for as long as its tenant wants a stretch to last, and with as much left.</summary>
    private static bool IsWorthAsking(Workload workload, DateTimeOffset now)
    {
        if (workload.Current is not { StartedAt: { } started, Parts: null, Stretches: null, RunTime.DurationSeconds: > 0 and var planned } || workload.Request.Interruptible is not { } terms)
            return false;
        var (ran, least) = ((now - started).TotalSeconds, terms.LeastMinutes * 60);
        return ran >= least && planned - ran >= least;
    }
}

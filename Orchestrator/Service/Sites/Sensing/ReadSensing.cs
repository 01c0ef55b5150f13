using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Plans;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites.Sensing;

/// <summary><c>GET /api/sites/{id}/sensing</c>: what a round would plan on if it began now.</summary>
public static class ReadSensing
{
    public static async Task<SiteSensing> Handle(
        SiteId id, IDocumentStore store, WorldCatalogue world, SensingBook book, SiteClocks clocks, SitePresence presence, TimeProvider clock, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        await using var session = store.QuerySession();
        var now = clock.GetUtcNow();
        var site = await session.SiteAsync(id, ct);
        var pools = (await session.PoolsOfAsync(id, ct)).Where(p => !p.IsWithdrawn).ToList();
        var workloads = await session.WorkloadsAsync(pools.SelectMany(p => p.Leases).Select(l => l.Workload), ct);
        var network = await book.ReadAsync(ct);
        var siteTakesNone = site is null ? Refusal.Because("site-unjoined", ("site", id)) : SiteReadiness.WhyNoWork(site, presence, now);
        return new SiteSensing(id, now, [.. pools.Select(p => Row(network.Of(p, now), workloads, siteTakesNone, now))]) { Clock = clocks.Of(id) };
    }

    private static PoolSensing Row(SensedPool sensed, IReadOnlyDictionary<WorkloadId, Workload> workloads, Refusal? siteTakesNone, DateTimeOffset now)
    {
        var pool = sensed.Pool;
        var unseen = pool.Leases.Where(l => workloads.TryGetValue(l.Workload, out var w) && w.Phase == WorkloadPhase.Placed).Sum(l => l.Devices);
        return new PoolSensing(pool.PoolId, pool.Declaration.Devices, sensed.Free(ProblemSnapshot.DeclaredForeign(pool.Declaration, now)?[0] ?? 0), pool.Leases.Sum(l => l.Devices) - unseen, unseen)
        {
            SensedAt = sensed.SensedAt,
            AgeSeconds = sensed.Age?.TotalSeconds,
            LapsesInSeconds = sensed.LapsesIn?.TotalSeconds,
            Foreign = sensed.Sensed?.Foreign,
            ForeignMargin = sensed.Margin,
            Draining = sensed.Sensed?.Draining,
            Sick = sensed.Sensed?.Sick,
            Cap = sensed.Cap,
            TakesNoWork = siteTakesNone ?? (sensed.LapsesIn == TimeSpan.Zero ? Refusal.Because("sensing-too-old", ("pool", pool.PoolId), ("sensedAt", Text(sensed.SensedAt!.Value)), ("lapsedAt", Text(now))) : null),
        };
    }

    private static string Text(DateTimeOffset at) => at.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}

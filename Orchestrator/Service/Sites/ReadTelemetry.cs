using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Sites.Trust;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>GET /api/sites/{id}/telemetry</c>: the newest reading whole, and the ring of the last day as series.</summary>
public static class ReadTelemetry
{
    public static async Task<SiteTelemetryView> Handle(SiteId id, IDocumentStore store, WorldCatalogue world, TimeProvider clock, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        var now = clock.GetUtcNow();
        await using var session = store.QuerySession();
        var newest = await session.LoadAsync<SiteTelemetryDocument>(id.Value, ct);
        var ring = await session.Query<SiteTelemetryPoint>().Where(p => p.Site == id.Value).ToListAsync(ct);
        return Of(id, newest, ring, now);
    }

    public static SiteTelemetryView Of(SiteId id, SiteTelemetryDocument? newest, IEnumerable<SiteTelemetryPoint> ring, DateTimeOffset now)
    {
        // A place that nobody has overwritten yet may be of another day; one ahead of now is from before the clock was set back.
        var points = ring.Where(p => p.At > now - TelemetryRing.Length && p.At <= now).OrderBy(p => p.At).ToList();
        if (newest is not null && (points.Count == 0 || points[^1].At < newest.ReceivedAt))
            points.Add(TelemetryRing.Point(id, newest.Telemetry, newest.ReceivedAt));
        var pools = points.SelectMany(p => p.Pools).Select(p => p.Pool).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal);
        return new(id, now, [.. points.Select(p => p.At)], [.. pools.Select(pool => new PoolTelemetryView(
            pool, newest?.Telemetry.Pools.FirstOrDefault(p => p.Pool == pool), HistoryOf([.. points.Select(p => p.Pools.FirstOrDefault(r => r.Pool == pool))])))])
        {
            ObservedAt = newest?.Telemetry.ObservedAt,
            ReceivedAt = newest?.ReceivedAt,
            StaleAfterSeconds = TimeSpan.FromMinutes(TrustLaw.FreshMinutes).TotalSeconds,
        };
    }

    private static PoolHistory HistoryOf(IReadOnlyList<PoolReading?> readings) => new(
        [.. readings.Select(r => r?.ForeignDevices)], [.. readings.Select(r => r?.DrainingDevices)], [.. readings.Select(r => r?.SickDevices)],
        [.. readings.Select(r => r?.UtilisationShare)], [.. readings.Select(r => r?.MemoryShare)], [.. readings.Select(r => r?.Watts)], [.. readings.Select(r => r?.Celsius)])
    {
        Devices = [.. readings.SelectMany(r => r?.Devices ?? []).Select(d => (d.Node, d.Device)).Distinct()
            .OrderBy(d => d.Node, StringComparer.Ordinal).ThenBy(d => d.Device)
            .Select(d => HistoryOf(d.Node, d.Device, [.. readings.Select(r => r?.Devices?.FirstOrDefault(x => x.Node == d.Node && x.Device == d.Device))]))],
    };

    private static DeviceHistory HistoryOf(string node, int device, IReadOnlyList<DeviceTelemetry?> readings) => new(
        node, device,
        [.. readings.Select(r => r?.UtilisationShare)], [.. readings.Select(r => r is null ? null : TelemetryRing.MemoryShare(r))],
        [.. readings.Select(r => r?.Watts)], [.. readings.Select(r => r?.Celsius)]);
}

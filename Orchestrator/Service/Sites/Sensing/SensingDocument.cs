using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Sites.Sensing;

/// <summary>What rounds need of a site's newest telemetry, small enough to be read for all sites: pools, no devices. By site id.</summary>
/// <param name="Id">The site.</param>
/// <param name="Pools">Pools of which the site knows who else uses them, or which devices cannot be used.</param>
/// <param name="ReceivedAt">The ledger's time.</param>
/// <param name="HeardAt">Real time: instruments are read at real pace, whatever the ledger's clock does.</param>
public sealed record SensingDocument(string Id, IReadOnlyList<PoolSensed> Pools, DateTimeOffset ReceivedAt, DateTimeOffset HeardAt)
{
    public SiteId Site => new(Id);

    public static SensingDocument Of(SiteId site, SiteTelemetry telemetry, DateTimeOffset receivedAt, DateTimeOffset heardAt) => new(
        site.Value,
        [.. telemetry.Pools.Where(p => p is not { ForeignDevices: null, DrainingDevices: null, SickDevices: null }).Select(p => new PoolSensed(p.Pool, p.ForeignDevices, p.DrainingDevices, p.SickDevices))],
        receivedAt, heardAt);
}

/// <summary>Devices of a pool that are not the network's; null: not sensed.</summary>
public sealed record PoolSensed(PoolId Pool, int? Foreign, int? Draining, int? Sick);

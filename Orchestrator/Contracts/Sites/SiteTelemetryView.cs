using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// <c>GET /api/sites/{id}/telemetry</c>: what the site's instruments read last, and one reading in every five minutes of the last day. A reading is what was read
/// at that instant; what came and went between two of them is not in it.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="AsOf">When it was asked.</param>
/// <param name="Times">When the readings of every history came in, by the centre's clock, oldest first; the newest reading is the last. Empty: none has come.</param>
/// <param name="Pools">Every pool that the newest reading or the history knows, by id.</param>
public sealed record SiteTelemetryView(SiteId Site, DateTimeOffset AsOf, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<PoolTelemetryView> Pools)
{
    /// <summary>The newest reading by the site's own clock; null before the first.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>The newest reading by the centre's clock, from which its age counts; null before the first.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>A reading that is older is stale.</summary>
    public double StaleAfterSeconds { get; init; }
}

/// <summary>A pool's newest reading, device by device (null: the newest reading has no word of the pool), and its history.</summary>
public sealed record PoolTelemetryView(PoolId Pool, PoolTelemetry? Newest, PoolHistory History);

/// <summary>
/// One value for each of <see cref="SiteTelemetryView.Times"/>, null where nothing was told: devices that the site's own users hold, that take nothing new, that cannot be used;
/// and over the devices with instruments the spread of utilisation (0–1), of memory in use (0–1), of power (watts) and of temperature (°C).
/// </summary>
public sealed record PoolHistory(
    IReadOnlyList<int?> ForeignDevices,
    IReadOnlyList<int?> DrainingDevices,
    IReadOnlyList<int?> SickDevices,
    IReadOnlyList<ReadingSpread?> UtilisationShare,
    IReadOnlyList<ReadingSpread?> MemoryShare,
    IReadOnlyList<ReadingSpread?> Watts,
    IReadOnlyList<ReadingSpread?> Celsius)
{
    /// <summary>Device by device, for a pool of few: more than eight lines nobody can tell apart. Empty for others.</summary>
    public IReadOnlyList<DeviceHistory> Devices { get; init; } = [];
}

/// <summary>The least, the mean and the most of what the devices of a pool read at one instant.</summary>
public sealed record ReadingSpread(double Least, double Mean, double Most);

/// <summary>One device, one value for each of <see cref="SiteTelemetryView.Times"/>; null where its tool told none.</summary>
public sealed record DeviceHistory(
    string Node, int Device, IReadOnlyList<double?> UtilisationShare, IReadOnlyList<double?> MemoryShare, IReadOnlyList<double?> Watts, IReadOnlyList<double?> Celsius);

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Sites;

/// <summary>One reading of a site in the ring of its last day; see <see cref="TelemetryRing"/>.</summary>
/// <param name="Id">The site and the place in the ring.</param>
/// <param name="Site">The site.</param>
/// <param name="At">When it came in, by the centre's clock.</param>
/// <param name="Pools">What was read, pool by pool.</param>
public sealed record SiteTelemetryPoint(string Id, string Site, DateTimeOffset At, IReadOnlyList<PoolReading> Pools);

/// <summary>A pool in one reading: counts as the site told them, spreads over its devices, and the devices themselves where they are few.</summary>
public sealed record PoolReading(
    PoolId Pool, int? ForeignDevices, int? DrainingDevices, int? SickDevices,
    ReadingSpread? UtilisationShare, ReadingSpread? MemoryShare, ReadingSpread? Watts, ReadingSpread? Celsius, IReadOnlyList<DeviceTelemetry>? Devices);

/// <summary>
/// The last day of a site's telemetry in a fixed number of documents: the first reading of every five minutes is kept, and a day later its place is taken by
/// another. What a site may fill is bounded however often it reports and however many devices it has; why so is told in ADR 0049.
/// </summary>
public static class TelemetryRing
{
    /// <summary>One reading is kept of each such stretch.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>As far back as the ring goes.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    /// <summary>A pool with more devices than this is kept by its spread alone.</summary>
    public const int MostDevicesOfAPool = 8;

    /// <summary>Devices kept one by one in all pools together.</summary>
    public const int MostDevices = 64;

    private static long Places => Length.Ticks / Step.Ticks;

    /// <summary>Whether the reading that comes now is the first of its stretch.</summary>
    public static bool IsDue(DateTimeOffset? lastReceived, DateTimeOffset now) => lastReceived is not { } last || StretchOf(last) != StretchOf(now);

    public static SiteTelemetryPoint Point(SiteId site, SiteTelemetry telemetry, DateTimeOffset now)
    {
        var room = MostDevices;
        return new($"{site}/{StretchOf(now) % Places}", site.Value, now, [.. telemetry.Pools.OrderBy(p => p.Pool.Value, StringComparer.Ordinal).Select(p => Reading(p, ref room))]);
    }

    private static long StretchOf(DateTimeOffset at) => at.UtcTicks / Step.Ticks;

    private static PoolReading Reading(PoolTelemetry pool, ref int room)
    {
        var devices = pool.Devices ?? [];
        var keeps = devices.Count is > 0 and <= MostDevicesOfAPool && devices.Count <= room;
        room -= keeps ? devices.Count : 0;
        return new(
            pool.Pool, pool.ForeignDevices, pool.DrainingDevices, pool.SickDevices,
            SpreadOf(devices, d => d.UtilisationShare), SpreadOf(devices, MemoryShare), SpreadOf(devices, d => d.Watts), SpreadOf(devices, d => d.Celsius),
            keeps ? devices : null);
    }

    /// <summary>The share of its memory that a device has in use; null where either is not told.</summary>
    public static double? MemoryShare(DeviceTelemetry device) =>
        device is { UsedMebibytes: { } used, MemoryMebibytes: > 0 and { } all } ? Math.Min(1, (double)used / all) : null;

    private static ReadingSpread? SpreadOf(IEnumerable<DeviceTelemetry> devices, Func<DeviceTelemetry, double?> read)
    {
        var told = devices.Select(read).OfType<double>().ToList();
        return told.Count == 0 ? null : new(told.Min(), Math.Round(told.Average(), 4), told.Max());
    }
}

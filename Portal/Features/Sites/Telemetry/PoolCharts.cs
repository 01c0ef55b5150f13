using ComputeNet.Contracts.Sites;
using ComputeNet.Portal.Features.Plans;

namespace ComputeNet.Portal.Features.Sites.Telemetry;

/// <summary>The charts of one pool: what others keep busy, and what its devices' instruments read. What was never told has no chart.</summary>
public static class PoolCharts
{
    /// <summary>Of a pool that declares <paramref name="devices"/> devices; null where it is not declared any more.</summary>
    public static IReadOnlyList<TimeChart> Of(SiteTelemetryView view, PoolTelemetryView pool, int? devices)
    {
        var axis = TimeAxis.Of(view.Times, view.AsOf);
        var history = pool.History;
        return
        [
            .. Counts(view, axis, pool, devices),
            .. Spread(view, axis, pool, "utilisation", "Chart_Utilisation", "%", 100, history.UtilisationShare, d => d.UtilisationShare, 100, s => s.Mean),
            .. Spread(view, axis, pool, "memory", "Chart_Memory", "%", 100, history.MemoryShare, d => d.MemoryShare, 100, s => s.Mean),
            .. Spread(view, axis, pool, "power", "Chart_Power", "W", 1, history.Watts, d => d.Watts, null, s => s.Mean),
            .. Spread(view, axis, pool, "temperature", "Chart_Temperature", "°C", 1, history.Celsius, d => d.Celsius, null, s => s.Most),
        ];
    }

    /// <summary>Devices that are not the network's to use.</summary>
    private static IEnumerable<TimeChart> Counts(SiteTelemetryView view, TimeAxis axis, PoolTelemetryView pool, int? devices)
    {
        var kinds = new[] { ("foreign", pool.History.ForeignDevices), ("draining", pool.History.DrainingDevices), ("sick", pool.History.SickDevices) };
        var told = kinds.Where(k => k.Item2.Any(v => v is not null) && (k.Item1 == "foreign" || k.Item2.Any(v => v > 0))).ToList();
        if (told.Count == 0)
            yield break;
        var top = Frontier.RoundUp(Math.Max(1, Math.Max(devices ?? 0, told.SelectMany(k => k.Item2).Max() ?? 0)));
        var foreign = pool.Newest?.ForeignDevices ?? pool.History.ForeignDevices.LastOrDefault(v => v is not null);
        var sick = pool.Newest?.SickDevices ?? 0;
        IReadOnlyList<object> facts = devices is { } all ? [foreign ?? 0, all, sick] : [foreign ?? 0, "—", sick];
        yield return new("others", foreign is null ? "Chart_Sick" : sick > 0 ? "Chart_ForeignSick" : foreign == 0 ? "Chart_ForeignNone" : "Chart_Foreign", facts, "", top,
            [.. told.Select(k => new TimeLine(k.Item1, Points(view, axis, [.. k.Item2.Select(v => (double?)v)], top, 1), k.Item1))]);
    }

    private static IEnumerable<TimeChart> Spread(
        SiteTelemetryView view, TimeAxis axis, PoolTelemetryView of, string id, string titleKey, string unit, double scale, IReadOnlyList<ReadingSpread?> spread,
        Func<DeviceHistory, IReadOnlyList<double?>> each, double? end, Func<ReadingSpread, double> message)
    {
        var told = spread.OfType<ReadingSpread>().ToList();
        if (told.Count == 0)
            yield break;
        var top = end ?? Frontier.RoundUp(Math.Max(1, told.Max(s => s.Most) * scale));
        var devices = of.History.Devices.Where(d => each(d).Any(v => v is not null)).ToList();
        IReadOnlyList<TimeLine> lines = devices.Count > 0
            ? [.. devices.Select(d => new TimeLine(NameOf(d, devices), Points(view, axis, each(d), top, scale)))]
            : [new TimeLine(null, Points(view, axis, [.. spread.Select(s => s?.Mean)], top, scale), "mean")];
        yield return new(id, titleKey, [Math.Round(message(told[^1]) * scale)], unit, top, lines, devices.Count > 0 ? null : BandOf(view, axis, spread, top, scale));
    }

    /// <summary>On one node the number tells a device.</summary>
    private static string NameOf(DeviceHistory device, IReadOnlyList<DeviceHistory> devices) =>
        devices.All(d => d.Node == device.Node) ? $"#{device.Device}" : $"{device.Node}/{device.Device}";

    private static IReadOnlyList<TimePoint> Points(SiteTelemetryView view, TimeAxis axis, IReadOnlyList<double?> values, double top, double scale) =>
        [.. values.Select((v, i) => (v, i)).Where(r => r.v is not null).Select(r => new TimePoint(view.Times[r.i], axis.X(view.Times[r.i]), 1 - r.v!.Value * scale / top, r.v.Value * scale))];

    private static TimeBand BandOf(SiteTelemetryView view, TimeAxis axis, IReadOnlyList<ReadingSpread?> spread, double top, double scale) =>
        new([.. spread.Select((s, i) => (s, i)).Where(r => r.s is not null).Select(r => (axis.X(view.Times[r.i]), 1 - r.s!.Most * scale / top, 1 - r.s.Least * scale / top))]);
}

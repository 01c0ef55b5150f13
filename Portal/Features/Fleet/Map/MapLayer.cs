using ComputeNet.Contracts.Sites;

namespace ComputeNet.Portal.Features.Fleet.Map;

/// <summary>What the colour of a disc says.</summary>
public enum MapLayer { Capacity, Price, Carbon, Latency }

/// <summary>The scales of the layers: fixed steps, so that a colour means the same number on every day.</summary>
public static class MapLayers
{
    /// <summary>Where a step of the scale begins; below the first is step 0. Yuan per device and hour, g/kWh, ms.</summary>
    public static IReadOnlyList<double> Steps(MapLayer layer) => layer switch
    {
        MapLayer.Price => [5, 10, 20, 40],
        MapLayer.Carbon => [150, 300, 450, 600],
        MapLayer.Latency => [20, 50, 100, 200],
        _ => [],
    };

    public static double? Value(MapLayer layer, SiteSummary site, double? latency) => layer switch
    {
        MapLayer.Price => site.LowestYuanPerDeviceHour?.Value,
        MapLayer.Carbon => site.CarbonGramsPerKilowattHour?.Value,
        MapLayer.Latency => latency,
        _ => site.Devices,
    };

    /// <summary>The CSS colour of a value; no value, no colour.</summary>
    public static string Fill(MapLayer layer, double? value) => value is not { } known
        ? "var(--cn-surface)"
        : $"var(--cn-{layer.ToString().ToLowerInvariant()}-{Steps(layer).Count(step => known >= step)})";
}

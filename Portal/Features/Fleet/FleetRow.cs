using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Features.Fleet;

/// <summary>A line of the table: the site, and the latency to it from the chosen place, if one is chosen.</summary>
public sealed record FleetRow(SiteSummary Site, Figure? Latency)
{
    /// <summary>The share of devices under lease; null where the devices are unknown.</summary>
    public double? Use => Site.Devices is > 0 and var devices ? Math.Clamp(Site.LeasedDevices / (double)devices, 0, 1) : null;

    /// <summary>What the rows are ordered by; the unknown always comes last.</summary>
    public IComparable? Key(FleetSort sort, bool chinese) => sort switch
    {
        FleetSort.State => (int)Site.State,
        FleetSort.Devices => Site.Devices,
        FleetSort.Use => Use,
        FleetSort.Price => Site.LowestYuanPerDeviceHour?.Value,
        FleetSort.Carbon => Site.CarbonGramsPerKilowattHour?.Value,
        FleetSort.Latency => Latency?.Value,
        _ => chinese ? Site.NameZh : Site.NameEn,
    };
}

/// <summary>The fleet in six numbers. Sites whose devices are unknown count as sites only.</summary>
public sealed record FleetTotals(int Sites, int Online, int InTrouble, int Unjoined, long Devices, long Leased)
{
    public static FleetTotals Of(IReadOnlyCollection<SiteSummary> sites) => new(
        sites.Count,
        sites.Count(s => s.State == SiteState.Online),
        sites.Count(s => s.State is SiteState.Stale or SiteState.Lost),
        sites.Count(s => s.State == SiteState.Unjoined),
        sites.Sum(s => (long)(s.Devices ?? 0)),
        sites.Sum(s => (long)s.LeasedDevices));
}

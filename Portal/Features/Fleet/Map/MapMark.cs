using ComputeNet.Contracts.Sites;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Fleet.Map;

/// <summary>
/// One disc: a site, or several that lie too close to be told apart. Radius in screen pixels; its area is the number of devices.
/// </summary>
public sealed record MapMark(MapPoint At, double Radius, IReadOnlyList<SiteSummary> Sites, string Fill, StateLook State, double Use)
{
    public bool IsCluster => Sites.Count > 1;
    public SiteSummary First => Sites[0];
    public int? Devices => Sites.Any(s => s.Devices is not null) ? Sites.Sum(s => s.Devices ?? 0) : null;
    public string Key => IsCluster ? "cluster." + First.Id : First.Id.Value;
}

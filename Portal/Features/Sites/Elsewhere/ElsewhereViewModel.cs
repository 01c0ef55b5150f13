using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Features.Sites.Elsewhere;

/// <summary>The site's own window: why work went elsewhere, and what would have won it.</summary>
public sealed class ElsewhereViewModel(ISites sites) : SiteSectionModel<SiteElsewhere>
{
    /// <summary>What the rows' bars are measured by.</summary>
    public double MostHours { get; private set; }

    public double LostHours { get; private set; }

    /// <summary>The single change that would have brought the most: a price or a number of devices; null where nothing of the kind was found.</summary>
    public WinningPrice? BestPrice { get; private set; }

    public WinningCapacity? BestCapacity { get; private set; }

    protected override IAsyncEnumerable<Live<SiteElsewhere>> WatchAsync(SiteId site, CancellationToken ct) => sites.WatchElsewhereAsync(site, ct);

    protected override void Take(Live<SiteElsewhere> now)
    {
        if (now.Value is not { } view)
            return;
        MostHours = view.Refused.Select(r => r.DeviceHours).Concat(view.Dearer.Select(d => d.DeviceHours)).Concat(view.Prices.Select(p => p.DeviceHours)).Concat(view.Capacities.Select(c => c.DeviceHours)).DefaultIfEmpty().Max();
        LostHours = view.Refused.Sum(r => r.DeviceHours) + view.Dearer.Sum(d => d.DeviceHours);
        BestPrice = view.Prices.MaxBy(p => p.DeviceHours);
        BestCapacity = view.Capacities.MaxBy(c => c.DeviceHours);
    }
}

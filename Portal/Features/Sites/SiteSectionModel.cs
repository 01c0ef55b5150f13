using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Sites;

/// <summary>A part of a site's page that reads and follows something of its own, so that it is there or in trouble by itself.</summary>
public abstract class SiteSectionModel<T> : ViewModel where T : class
{
    /// <summary>Set before each run.</summary>
    public SiteId Site { get; set; }

    public Live<T> Now { get; private set; } = Live<T>.Loading;

    public override Task RunAsync(CancellationToken ct)
    {
        Now = Live<T>.Loading;
        Redraw();
        return FollowAsync(WatchAsync(Site, ct), now => { Now = now; Take(now); }, ct);
    }

    protected abstract IAsyncEnumerable<Live<T>> WatchAsync(SiteId site, CancellationToken ct);

    /// <summary>What follows from a new state.</summary>
    protected virtual void Take(Live<T> now) { }
}

using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Features.Sites.Telemetry;

/// <summary>What a site's instruments read: one pool at a time as pictures, device by device as a table.</summary>
public sealed class TelemetryViewModel(ISites sites) : SiteSectionModel<SiteTelemetryView>
{
    private string? wanted;

    /// <summary>The pool that is shown: the one that the address asks for, else the first with instruments, else the first.</summary>
    public PoolTelemetryView? Chosen { get; private set; }

    public IReadOnlyList<TimeChart> Charts { get; private set; } = [];

    public TimeAxis? Axis { get; private set; }

    /// <summary>The newest reading is older than the site's word is good for.</summary>
    public bool IsStale { get; private set; }

    /// <summary>As declared; the pictures need the number of devices.</summary>
    public IReadOnlyList<PoolView> Pools { get; private set; } = [];

    public void Know(IReadOnlyList<PoolView> pools)
    {
        if (ReferenceEquals(pools, Pools))
            return;
        Pools = pools;
        Draw();
    }

    public void Choose(string? pool)
    {
        wanted = pool;
        Draw();
    }

    public string NameOf(PoolId pool) => Pools.FirstOrDefault(p => p.Id == pool)?.Name ?? pool.Value;

    protected override IAsyncEnumerable<Live<SiteTelemetryView>> WatchAsync(SiteId site, CancellationToken ct) => sites.WatchTelemetryAsync(site, ct);

    protected override void Take(Live<SiteTelemetryView> now) => Draw();

    private void Draw()
    {
        (Chosen, Charts, Axis, IsStale) = (null, [], null, false);
        if (Now.Value is not { Times.Count: > 0 } view)
            return;
        Chosen = view.Pools.FirstOrDefault(p => p.Pool.Value == wanted) ?? view.Pools.FirstOrDefault(p => p.Newest?.Devices is { Count: > 0 }) ?? (view.Pools.Count > 0 ? view.Pools[0] : null);
        Axis = TimeAxis.Of(view.Times, view.AsOf);
        IsStale = view.ReceivedAt is { } received && (view.AsOf - received).TotalSeconds > view.StaleAfterSeconds;
        Charts = Chosen is null ? [] : PoolCharts.Of(view, Chosen, Pools.FirstOrDefault(p => p.Id == Chosen.Pool)?.Devices);
    }
}

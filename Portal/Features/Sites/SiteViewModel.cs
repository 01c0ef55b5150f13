using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Sites;

/// <summary>A lease with the pool that it is on.</summary>
public sealed record SiteLease(PoolView Pool, LeaseView Lease);

/// <summary>One site: what it is, what it offers and what runs on it.</summary>
public sealed class SiteViewModel(IFleet fleet) : ViewModel
{
    public Live<SiteView> State { get; private set; } = Live<SiteView>.Loading;
    public IReadOnlyList<SiteLease> Leases { get; private set; } = [];
    public CarbonSeries? Carbon { get; private set; }
    public SiteId? Site { get; private set; }

    /// <summary>Which site the page is about; takes effect with the next run.</summary>
    public void Show(string id)
    {
        Site = SiteId.TryParse(id, null, out var site) ? site : null;
        State = Site is null ? State with { Trouble = Trouble.Of(Refusal.Because("site-unknown", ("site", id))) } : Live<SiteView>.Loading;
        Leases = [];
        Carbon = null;
    }

    public override Task RunAsync(CancellationToken ct) => Site is { } site ? FollowAsync(fleet.WatchAsync(site, ct), Take, ct) : Task.CompletedTask;

    private void Take(Live<SiteView> state)
    {
        State = state;
        if (state.Value is not { } view)
            return;
        Leases = [.. view.Pools.SelectMany(pool => pool.Leases.Select(lease => new SiteLease(pool, lease))).OrderBy(l => l.Lease.PlannedEnd)];
        Carbon = CarbonSeries.Of(view);
    }
}

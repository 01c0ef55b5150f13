using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Sites;

/// <summary>A lease with the pool that it is on.</summary>
public sealed record SiteLease(PoolView Pool, LeaseView Lease);

/// <summary>One site: what it is, what it offers, what runs on it, and an operator's word on whether it takes work.</summary>
public sealed class SiteViewModel(IFleet fleet) : ViewModel
{
    private CancellationToken running;

    public Live<SiteView> State { get; private set; } = Live<SiteView>.Loading;
    public IReadOnlyList<SiteLease> Leases { get; private set; } = [];
    public CarbonSeries? Carbon { get; private set; }
    public SiteId? Site { get; private set; }

    /// <summary>The act being prepared: nothing is sent before <see cref="CommitAsync"/>.</summary>
    public SiteAcceptance? Proposed { get; private set; }
    public string Reason { get; set; } = "";
    public Trouble? ActTrouble { get; private set; }
    public bool IsBusy { get; private set; }

    /// <summary>The word that stands now; null for a site that no operator's word reaches yet.</summary>
    public SiteAcceptance? Standing => State.Value?.Summary.State switch
    {
        SiteState.Draining => SiteAcceptance.Draining,
        SiteState.Suspended => SiteAcceptance.Suspended,
        null => null,
        _ => SiteAcceptance.Accepting,
    };

    public bool MayCommit => Proposed is not null && Proposed != Standing && !IsBusy;
    public int LeasedDevices => Leases.Sum(l => l.Lease.Devices);

    /// <summary>Which site the page is about; takes effect with the next run.</summary>
    public void Show(string id)
    {
        Site = SiteId.TryParse(id, null, out var site) ? site : null;
        State = Site is null ? State with { Trouble = Trouble.Of(Refusal.Because("site-unknown", ("site", id))) } : Live<SiteView>.Loading;
        Leases = [];
        Carbon = null;
        Drop();
    }

    public override Task RunAsync(CancellationToken ct)
    {
        running = ct;
        return Site is { } site ? FollowAsync(fleet.WatchAsync(site, ct), Take, ct) : Task.CompletedTask;
    }

    public void Propose(SiteAcceptance word)
    {
        Proposed = word;
        ActTrouble = null;
    }

    public void Drop()
    {
        Proposed = null;
        Reason = "";
        ActTrouble = null;
    }

    /// <summary>Sends the proposed word for the version that is on screen. True when it was taken.</summary>
    public async Task<bool> CommitAsync()
    {
        if (!MayCommit || State.Value is not { } view)
            return false;
        IsBusy = true;
        var outcome = await fleet.SetAcceptanceAsync(view.Summary.Id, new(Proposed!.Value, Reason.Trim() is { Length: > 0 } reason ? reason : null), view.Summary.Version, running);
        IsBusy = false;
        ActTrouble = outcome.Trouble;
        if (outcome.Value is not { } changed)
            return false;
        Take(State with { Value = changed, Trouble = null });
        Drop();
        Redraw();
        return true;
    }

    private void Take(Live<SiteView> state)
    {
        State = state;
        if (state.Value is not { } view)
            return;
        Leases = [.. view.Pools.SelectMany(pool => pool.Leases.Select(lease => new SiteLease(pool, lease))).OrderBy(l => l.Lease.PlannedEnd)];
        Carbon = CarbonSeries.Of(view);
    }
}

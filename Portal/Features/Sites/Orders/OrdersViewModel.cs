using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Sites.Orders;

/// <summary>What should run at a site and what was seen of it, and its latest attempts that went wrong.</summary>
public sealed class OrdersViewModel(ISites sites) : SiteSectionModel<SiteOrdersView>
{
    /// <summary>More rows than this nobody reads; the count is told.</summary>
    public const int MostShown = 200;

    /// <summary>What needs a look comes first: what should stop, what nobody has seen yet, then by planned end.</summary>
    public IReadOnlyList<StandingOrder> Shown { get; private set; } = [];

    public int Devices { get; private set; }

    public static StateLook LookOf(StandingOrder order) => order.StopReason is not null || order.Seen is null
        ? new StateLook("Order_Stops", StateShape.Pause, "state-drained")
        : order.Seen == WorkloadPhase.Placed ? new StateLook("Order_Unseen", StateShape.Ring, "state-waiting")
        : StateLook.Of(order.Seen.Value);

    public static StateLook LookOf(AttemptEnd end) => end switch
    {
        AttemptEnd.Refused => new StateLook("Attempt_Refused", StateShape.CrossedBox, "state-at-risk"),
        AttemptEnd.Lost => new StateLook("Attempt_Lost", StateShape.Cross, "state-lost"),
        _ => new StateLook("Attempt_Failed", StateShape.CrossedBox, "state-failed"),
    };

    protected override IAsyncEnumerable<Live<SiteOrdersView>> WatchAsync(SiteId site, CancellationToken ct) => sites.WatchOrdersAsync(site, ct);

    protected override void Take(Live<SiteOrdersView> now)
    {
        if (now.Value is not { } view)
            return;
        Shown = [.. view.Orders.OrderBy(Urgency).ThenBy(o => o.PlannedEnd).Take(MostShown)];
        Devices = view.Orders.Sum(o => o.Devices);
    }

    private static int Urgency(StandingOrder order) => order.StopReason is not null || order.Seen is null ? 0 : order.Seen == WorkloadPhase.Placed ? 1 : 2;
}

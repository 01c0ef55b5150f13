using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Workloads;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using Microsoft.AspNetCore.SignalR;

namespace ComputeNet.Service.Changes;

/// <summary>Pushes every page of new events to the hub, once per thing and page however many events it had.</summary>
public sealed class ChangeBroadcast : SubscriptionBase
{
    private readonly IHubContext<ChangesHub> _hub;
    private readonly WorkloadOwners _owners = new();

    public ChangeBroadcast(IHubContext<ChangesHub> hub)
    {
        _hub = hub;
        Name = "changes";
        Options.SubscribeFromPresent();
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        // Marten fills the numbers of an append that failed with events of a stream of its own, whose name tells of no thing.
        var latest = page.Events.Where(e => e.StreamKey?.Contains('/') == true).GroupBy(e => e.StreamKey!).Select(g => g.Last()).ToList();
        var owners = await _owners.OfAsync(operations, page.Events, cancellationToken);
        foreach (var change in latest.Select(e => ChangeOf(e, owners)))
            await _hub.Clients.Groups(ChangeAudience.Of(change)).SendAsync("changed", change, cancellationToken);
        return NullChangeListener.Instance;
    }

    private static Change ChangeOf(IEvent e, IReadOnlyDictionary<string, TenantId> owners)
    {
        var slash = e.StreamKey!.IndexOf('/', StringComparison.Ordinal);
        TenantId? owner = owners.TryGetValue(e.StreamKey, out var tenant) ? tenant : null;
        return new Change(e.StreamKey[..slash], e.StreamKey[(slash + 1)..], owner, e.Timestamp);
    }
}

using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Sites;
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

    public ChangeBroadcast(IHubContext<ChangesHub> hub)
    {
        _hub = hub;
        Name = "changes";
        Options.SubscribeFromPresent();
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        var latest = page.Events.Where(e => e.StreamKey is not null).GroupBy(e => e.StreamKey!).Select(g => g.Last()).ToList();
        var owners = await operations.WorkloadsAsync(latest.Select(WorkloadOf).OfType<WorkloadId>(), cancellationToken);
        foreach (var change in latest.Select(e => ChangeOf(e, owners)))
            await _hub.Clients.Groups(ChangeAudience.Of(change)).SendAsync("changed", change, cancellationToken);
        return NullChangeListener.Instance;
    }

    private static WorkloadId? WorkloadOf(IEvent e) => e.StreamKey!.StartsWith("workload/", StringComparison.Ordinal) ? new WorkloadId(e.StreamKey["workload/".Length..]) : null;

    private static Change ChangeOf(IEvent e, IReadOnlyDictionary<WorkloadId, Workload> owners)
    {
        var slash = e.StreamKey!.IndexOf('/', StringComparison.Ordinal);
        var owner = WorkloadOf(e) is { } id && owners.TryGetValue(id, out var workload) ? workload.Tenant : (TenantId?)null;
        return new Change(e.StreamKey[..slash], e.StreamKey[(slash + 1)..], owner, e.Timestamp);
    }
}

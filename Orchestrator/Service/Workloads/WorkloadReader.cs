using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Workloads;

/// <summary>One workload whole: its state, the request, the timeline from its stream, the end of its log.</summary>
public sealed class WorkloadReader(IDocumentStore store)
{
    public async Task<WorkloadView> ReadAsync(WorkloadId id, CommandContext context, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var workload = context.Owned(await session.WorkloadAsync(id, ct), id);
        var forecast = await session.LoadAsync<WorkloadForecast>(id.Value, ct);
        var events = await session.Events.FetchStreamAsync(workload.Id, token: ct);
        var log = workload.Current is { } current ? await session.LoadAsync<JobLog>(current.Job.Value, ct) : null;
        return new WorkloadView(WorkloadRows.Of(workload, forecast?.Forecast), workload.Request, [.. events.Select(Timeline.EntryOf)], log?.Tail)
        {
            DoubleRuns = DoubleRunFacts.AllIn(events),
        };
    }
}

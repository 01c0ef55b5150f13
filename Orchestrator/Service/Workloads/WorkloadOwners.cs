using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.Caching.Memory;

namespace ComputeNet.Service.Workloads;

/// <summary>
/// Whose the workloads and workflows of some events are. Only the first event of a stream says it and it never changes, so what was seen lately is remembered:
/// a view that asked the store again for each page of events would read every workload several times over.
/// </summary>
public sealed class WorkloadOwners : IDisposable
{
    private const string Workloads = "workload/";
    private const string Workflows = "workflow/";
    private const int Remembered = 100_000;
    private static readonly MemoryCacheEntryOptions One = new() { Size = 1 };

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = Remembered });

    /// <summary>By stream; streams of other things are left out.</summary>
    public async Task<IReadOnlyDictionary<string, TenantId>> OfAsync(IQuerySession session, IEnumerable<IEvent> events, CancellationToken ct)
    {
        var owners = new Dictionary<string, TenantId>();
        var unknown = new HashSet<string>();
        foreach (var e in events.Where(e => IsOwned(e.StreamKey)))
        {
            if (e.Data switch { WorkloadSubmitted w => w.Tenant, WorkflowSubmitted f => f.Tenant, _ => (TenantId?)null } is { } said)
                owners[e.StreamKey!] = known.Set(e.StreamKey!, said, One);
            else if (owners.ContainsKey(e.StreamKey!))
                continue;
            else if (known.TryGetValue<TenantId>(e.StreamKey!, out var owner))
                owners[e.StreamKey!] = owner;
            else
                unknown.Add(e.StreamKey!);
        }
        unknown.ExceptWith(owners.Keys);
        if (unknown.Count > 0)
        {
            var (ofWorkloads, ofWorkflows) = (unknown.Where(u => u.StartsWith(Workloads, StringComparison.Ordinal)).ToArray(), unknown.Where(u => u.StartsWith(Workflows, StringComparison.Ordinal)).ToArray());
            foreach (var workload in ofWorkloads.Length == 0 ? [] : await session.LoadManyAsync<Workload>(ct, ofWorkloads))
                owners[workload.Id] = known.Set(workload.Id, workload.Tenant, One);
            foreach (var workflow in ofWorkflows.Length == 0 ? [] : await session.LoadManyAsync<Workflow>(ct, ofWorkflows))
                owners[workflow.Id] = known.Set(workflow.Id, workflow.Tenant, One);
        }
        return owners;
    }

    private static bool IsOwned(string? stream) =>
        stream is not null && (stream.StartsWith(Workloads, StringComparison.Ordinal) || stream.StartsWith(Workflows, StringComparison.Ordinal));

    public void Dispose() => known.Dispose();
}

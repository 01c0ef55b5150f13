using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Workloads;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.Caching.Memory;

namespace ComputeNet.Service.Workloads;

/// <summary>
/// Whose the workloads of some events are. Only a workload's first event says it and it never changes, so what was seen lately is remembered:
/// a view that asked the store again for each page of events would read every workload several times over.
/// </summary>
public sealed class WorkloadOwners : IDisposable
{
    private const string Prefix = "workload/";
    private const int Remembered = 100_000;
    private static readonly MemoryCacheEntryOptions One = new() { Size = 1 };

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = Remembered });

    /// <summary>By stream; streams that are no workload's are left out.</summary>
    public async Task<IReadOnlyDictionary<string, TenantId>> OfAsync(IQuerySession session, IEnumerable<IEvent> events, CancellationToken ct)
    {
        var owners = new Dictionary<string, TenantId>();
        var unknown = new HashSet<string>();
        foreach (var e in events.Where(e => e.StreamKey?.StartsWith(Prefix, StringComparison.Ordinal) == true))
        {
            if (e.Data is WorkloadSubmitted submitted)
                owners[e.StreamKey!] = known.Set(e.StreamKey!, submitted.Tenant, One);
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
            foreach (var workload in await session.LoadManyAsync<Workload>(ct, [.. unknown]))
                owners[workload.Id] = known.Set(workload.Id, workload.Tenant, One);
        }
        return owners;
    }

    public void Dispose() => known.Dispose();
}

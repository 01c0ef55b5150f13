using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComputeNet.Service.Health;

/// <summary>No asynchronous view leaves an event unread for longer than half a minute, whether it lags, stands still or never began.</summary>
public sealed class ProjectionsKeepUp(IDocumentStore store) : IHealthCheck
{
    private const string Late = $"""
        select shard.name
        from (select 'audit:All' as name union select name from {Ledger.Schema}.mt_event_progression where name like '%:All') shard
        left join {Ledger.Schema}.mt_event_progression progress on progress.name = shard.name
        where exists (
            select 1 from {Ledger.Schema}.mt_events event
            where event.seq_id > coalesce(progress.last_seq_id, 0) and event.timestamp < now() - interval '30 seconds')
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var session = store.QuerySession();
        var late = await session.AdvancedSql.QueryAsync<string>(Late, cancellationToken);
        return late.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"behind: {string.Join(", ", late.Order(StringComparer.Ordinal))}");
    }
}

using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComputeNet.Service.Health;

/// <summary>PostgreSQL takes a query and answers it; an exception is the answer "no".</summary>
public sealed class PostgresAnswers(IDocumentStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var session = store.QuerySession();
        await session.AdvancedSql.QueryAsync<int>("select 1", cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

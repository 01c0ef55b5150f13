using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComputeNet.Standalone;

/// <summary>The portal serves its sign-in page; part of <c>/readyz</c>. An exception is the answer "no".</summary>
public sealed class PortalAnswers(IHttpClientFactory clients, Uri address) : IHealthCheck
{
    public const string Name = "portal";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var http = clients.CreateClient(Name);
        using var page = await http.GetAsync(new Uri(address, "/sign-in"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return page.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"answers {(int)page.StatusCode}");
    }
}

using System.Text.Json;
using ComputeNet.Contracts;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComputeNet.Service.Health;

/// <summary>
/// <c>/healthz</c>: this process answers. <c>/readyz</c>: it can do its work. A host that carries more (the Portal) adds its own checks
/// with the tag <see cref="Ready"/>.
/// </summary>
public static class HealthSetup
{
    public const string Ready = "ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<PostgresAnswers>("postgresql", tags: [Ready], timeout: Patience)
            .AddCheck<ProjectionsKeepUp>("projections", tags: [Ready], timeout: Patience);
        return services.AddHostedService<StoppedProjections>();
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Which part is not ready, in a few words each; never an exception's text, because anybody may ask.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        var checks = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status == HealthStatus.Healthy ? "ready" : e.Value.Exception is null ? e.Value.Description ?? "not ready" : "does not answer");
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { status = report.Status == HealthStatus.Healthy ? "ready" : "not ready", checks }, WireFormat.Json));
    }
}

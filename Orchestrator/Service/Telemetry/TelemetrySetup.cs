using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ComputeNet.Service.Telemetry;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry. They leave the process only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so; the other
/// <c>OTEL_*</c> settings work as usual.
/// </summary>
public static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("computenet"))
            .WithTracing(tracing => tracing
                .AddSource("ComputeNet*", "Npgsql")
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !context.Request.Path.StartsWithSegments("/healthz") && !context.Request.Path.StartsWithSegments("/readyz"))
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter("ComputeNet*", "Npgsql", "Marten", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Server.Kestrel")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        if (!string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
            telemetry.WithLogging().UseOtlpExporter();
        return builder;
    }
}

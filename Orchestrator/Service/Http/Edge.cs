using ComputeNet.Contracts;
using ComputeNet.Service.Http.Problems;

namespace ComputeNet.Service.Http;

/// <summary>
/// The outermost turn of every request to the API and its hubs: correlation id, version, and a log scope. It is a start-up filter, so
/// that it stands before everything that a host process (Standalone, with the Portal in it) puts into its own pipeline.
/// </summary>
public sealed class Edge(ILogger<Edge> logger) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(InvokeAsync);
        next(app);
    };

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/hubs"))
        {
            await next(context);
            return;
        }
        var correlation = Correlation.Of(context);
        context.Response.Headers[WireFormat.CorrelationHeader] = correlation;
        context.Response.Headers[WireFormat.VersionHeader] = WireFormat.Version;
        using (logger.BeginScope(new Dictionary<string, object> { ["CorrelationId"] = correlation }))
        {
            if (HeaderTrouble(context.Request) is { } trouble)
                await context.WriteProblemAsync(trouble);
            else
                await next(context);
        }
    }

    private static ApiProblem? HeaderTrouble(HttpRequest request)
    {
        var sent = request.Headers[WireFormat.CorrelationHeader].ToString();
        if (sent.Length > 0 && !Correlation.IsWellFormed(sent))
            return MalformedHeader(WireFormat.CorrelationHeader, "must be 1–100 letters, digits, dots, hyphens, underscores or colons.");
        var version = request.Headers[WireFormat.VersionHeader].ToString();
        return version is "" or WireFormat.Version ? null : new ApiProblem(
            "Unknown API version", StatusCodes.Status400BadRequest, "api-version-unknown", $"This server speaks version {WireFormat.Version}.",
            Facts: new Dictionary<string, string> { ["supported"] = WireFormat.Version });
    }

    private static ApiProblem MalformedHeader(string header, string rule) => new(
        "Malformed request", StatusCodes.Status400BadRequest, "malformed-request", $"The header {header} {rule}",
        Errors: new Dictionary<string, string[]> { [header] = [rule] });
}

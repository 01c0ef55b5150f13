using ComputeNet.Service.Http.Idempotency;
using ComputeNet.Service.Http.Problems;
using ComputeNet.Service.Sites;

namespace ComputeNet.Service.Http;

/// <summary>One request to a route of the API, from its raw body to an answer that is always ours.</summary>
public static partial class ApiRequest
{
    public static RequestDelegate Around(RequestDelegate endpoint, QueryShape? query, bool needsKey) => async context =>
    {
        try
        {
            query?.Apply(context.Request);
            var body = await Body.ReadAsync(context);
            if (needsKey)
                await context.RequestServices.GetRequiredService<IdempotentCommands>().RunAsync(context, body, endpoint);
            else
                await endpoint(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await AnswerAsync(context, e);
        }
    };

    private static Task AnswerAsync(HttpContext context, Exception exception)
    {
        var problem = ProblemTable.Of(exception);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiRequest));
            RequestFailed(log, exception, context.Request.Method, context.Request.Path, Correlation.Of(context));
        }
        context.RequestServices.GetRequiredService<SiteRefusals>().Note(context, problem);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "5";
        return context.WriteProblemAsync(problem);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed (correlation id {CorrelationId}).")]
    private static partial void RequestFailed(ILogger log, Exception exception, string method, string path, string correlationId);
}

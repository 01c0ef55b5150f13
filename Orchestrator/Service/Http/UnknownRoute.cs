using ComputeNet.Contracts;
using ComputeNet.Service.Http.Problems;
using Microsoft.AspNetCore.Routing.Template;

namespace ComputeNet.Service.Http;

/// <summary>
/// Where a request under <c>/api</c> ends that no route takes. Because this route takes everything, the framework's own answers to a
/// wrong method or media type never come up; they are given here.
/// </summary>
public static class UnknownRoute
{
    public const string Pattern = "{**unknown}";

    public static void Answer(HttpContext context, EndpointDataSource endpoints)
    {
        var request = context.Request;
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => IsOurs(e.RoutePattern.RawText) && Takes(e, request.Path))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var facts = new Dictionary<string, string> { ["method"] = request.Method, ["path"] = request.Path };
        if (methods.Contains(request.Method))
            throw new BadHttpRequestException("The media type is not one that this route reads.", StatusCodes.Status415UnsupportedMediaType);
        if (methods.Count == 0)
            throw new ProblemException(ProblemTable.RouteUnknown(request));
        context.Response.Headers.Allow = string.Join(", ", methods);
        throw new ProblemException(new ApiProblem(
            "Method not allowed", StatusCodes.Status405MethodNotAllowed, "method-not-allowed", $"{request.Path} takes {string.Join(", ", methods)}.", Facts: facts));
    }

    /// <summary>A route of the API, not one of a host's own (a portal's static files take every path, with a constraint that this cannot see).</summary>
    private static bool IsOurs(string? pattern) =>
        pattern is not null && pattern.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && !pattern.EndsWith(Pattern, StringComparison.Ordinal);

    private static bool Takes(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), new RouteValueDictionary(endpoint.RoutePattern.Defaults)).TryMatch(path, []);
}

using System.Globalization;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http.Problems;
using Microsoft.Net.Http.Headers;

namespace ComputeNet.Service.Http;

/// <summary>
/// <c>If-Match: "7"</c>: the version that the caller read, and on which it decided. Absent or <c>*</c> is null: any version will do.
/// An endpoint asks for it as a parameter.
/// </summary>
public sealed record ExpectedVersion(long? Value)
{
    public static ValueTask<ExpectedVersion> BindAsync(HttpContext context)
    {
        var sent = context.Request.Headers.IfMatch.ToString();
        if (sent is "" or "*")
            return ValueTask.FromResult(new ExpectedVersion((long?)null));
        if (EntityTagHeaderValue.TryParse(sent, out var tag) && !tag.IsWeak
            && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return ValueTask.FromResult(new ExpectedVersion(version));
        throw new ProblemException(RequestTrouble.Malformed(new Dictionary<string, string[]> { ["If-Match"] = ["must be one quoted version such as \"7\"."] }));
    }

    /// <summary>The version, where deciding blindly is not allowed.</summary>
    public long Required => Value ?? throw new ProblemException(new(
        "Version required", StatusCodes.Status428PreconditionRequired, "version-required", "Read it first, then send the header If-Match with its ETag."));

    /// <summary>Refuses when a version was named and it is not <paramref name="actual"/>.</summary>
    public void Check(long actual)
    {
        if (Value is { } expected && expected != actual)
            throw new ProblemException(new(
                "Changed meanwhile", StatusCodes.Status412PreconditionFailed, "version-mismatch", "It changed since you read it. Read it again and decide again.",
                Facts: Refusal.Because("", ("expectedVersion", expected), ("actualVersion", actual)).Facts));
    }
}

public static class VersionConvention
{
    /// <summary>Answers carry <c>ETag: "version"</c>; a GET with a matching <c>If-None-Match</c> answers 304 without a body.</summary>
    public static RouteHandlerBuilder WithETag<T>(this RouteHandlerBuilder route, Func<T, long> version) => route.AddEndpointFilter(async (invocation, next) =>
    {
        var result = await next(invocation);
        var value = result switch { T plain => plain, IValueHttpResult { Value: T wrapped } => wrapped, _ => default };
        if (value is null)
            return result;
        var context = invocation.HttpContext;
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version(value)}\"");
        context.Response.Headers.ETag = tag;
        return HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.IfNoneMatch == tag
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : result;
    });
}

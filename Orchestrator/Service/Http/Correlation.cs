using System.Diagnostics;
using ComputeNet.Contracts;

namespace ComputeNet.Service.Http;

/// <summary>
/// The id that ties a request to its answer, its log lines and its events. The caller's own is taken when it is well formed; else it is
/// the trace id, so that the trace can be found by it.
/// </summary>
public sealed record Correlation(string Id)
{
    /// <summary>1–100 letters, digits, dots, hyphens, underscores and colons.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':');

    public static string Of(HttpContext context)
    {
        if (context.Features.Get<Correlation>() is { } known)
            return known.Id;
        var sent = context.Request.Headers[WireFormat.CorrelationHeader].ToString();
        var correlation = new Correlation(
            IsWellFormed(sent) ? sent : Activity.Current?.TraceId.ToHexString() ?? Guid.CreateVersion7().ToString("N"));
        context.Features.Set(correlation);
        return correlation.Id;
    }
}

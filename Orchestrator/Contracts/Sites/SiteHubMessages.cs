using System.Text.Json;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// One message of the Site API on the hub <c>/hubs/site</c>: what would be an HTTP request, on the one connection that the agent opened. The hub has two methods:
/// <c>Send</c> answers with one <see cref="SiteHubReply"/>; <c>Ask</c> is a stream that brings one as soon as there is something to say (the question for orders).
/// </summary>
/// <param name="Method">GET, POST or PUT.</param>
/// <param name="Path">Relative, with its query: <c>api/site/orders?after=5&amp;waitSeconds=30</c>. Only routes under <c>api/site/</c> answer.</param>
/// <param name="Headers">As HTTP has them. Every message carries its own Authorization, so that one connection may speak for several sites of a process.</param>
/// <param name="Body">The JSON of the request; null when it has none.</param>
public sealed record SiteHubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonElement? Body = null);

/// <summary>What would be the HTTP answer: the same status, headers and body, problem details included.</summary>
public sealed record SiteHubReply(int Status, IReadOnlyDictionary<string, string> Headers, JsonElement? Body = null);

/// <summary>The words that both ends of the hub use.</summary>
public static class SiteHubWords
{
    public const string Route = "hubs/site";
    public const string Send = "Send";
    public const string Ask = "Ask";

    /// <summary>A larger body ends the connection; the client refuses it before it is sent.</summary>
    public const int LargestBodyBytes = 8 << 20;
}

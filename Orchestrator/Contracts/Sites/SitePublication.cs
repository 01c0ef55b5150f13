using System.Security.Cryptography;
using System.Text;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// A message of the Site API that is published to a broker instead of being sent: for messages whose answer the site can do without. A broker keeps what it carries and
/// shows it to others, so the message carries no token but a proof that whoever wrote it knows one.
/// </summary>
/// <param name="Site">Who says so.</param>
/// <param name="Path">The route that it is for, one of <see cref="SitePublications.Paths"/>.</param>
/// <param name="Body">The JSON of the message as text, so that no broker can write it anew.</param>
/// <param name="Proof">HMAC-SHA256 over the three above, in hexadecimal; see <see cref="SitePublications.ProofOf"/>.</param>
public sealed record SitePublication(SiteId Site, string Path, string Body, string Proof);

/// <summary>The words and the proof that both ends of a broker use.</summary>
public static class SitePublications
{
    public const string Topic = "computenet-site-messages";

    /// <summary>Where a broker puts what nobody took.</summary>
    public const string DeadLetterTopic = "computenet-site-messages-undelivered";

    public const string SightingsPath = "api/site/sightings";
    public const string TelemetryPath = "api/site/telemetry";

    /// <summary>Where Dapr asks what to subscribe to, and where it brings what was published.</summary>
    public const string SubscribeRoute = "/dapr/subscribe";
    public const string DeliverRoute = "/dapr/site/messages";
    public const string UndeliveredRoute = "/dapr/site/undelivered";

    /// <summary>The header in which a sidecar and its app show each other that they belong together.</summary>
    public const string DaprTokenHeader = "dapr-api-token";

    /// <summary>A POST that answers nothing, or whose answer comes again with the next one.</summary>
    public static IReadOnlyList<string> Paths { get; } = [SightingsPath, TelemetryPath];

    public static SitePublication Sign(SiteId site, string path, string body, string token) => new(site, path, body, ProofOf(site, path, body, HashOf(token)));

    public static bool IsProven(SitePublication publication, string tokenHash) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(ProofOf(publication.Site, publication.Path, publication.Body, tokenHash)), Encoding.ASCII.GetBytes(publication.Proof));

    /// <summary>How a token is stored: the centre has no more of it, and needs no more to judge a proof.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>
    /// Keyed by a key of the token's hash, made for this purpose only. Lines separate the parts: neither a site nor a path has one.
    /// </summary>
    private static string ProofOf(SiteId site, string path, string body, string tokenHash)
    {
        var key = HMACSHA256.HashData(Encoding.ASCII.GetBytes(tokenHash), "computenet site publication 1"u8);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{site}\n{path}\n{body}")));
    }
}

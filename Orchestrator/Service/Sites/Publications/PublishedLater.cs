namespace ComputeNet.Service.Sites.Publications;

/// <summary>
/// Marks a request as brought by a broker: nobody knows for how long it was under way, or how often it will come. It says what was, and never that the site is there now.
/// </summary>
public sealed record PublishedLater
{
    /// <summary>A second copy, or a message that another one overtook: ordinary for a broker, no replay of the site's doing.</summary>
    public const string Overtaken = "site-message-outdated";

    public static bool Is(HttpContext context) => context.Features.Get<PublishedLater>() is not null;
}

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Sites;

/// <summary>An adapter of this site spoke for the first time, or came back as another version.</summary>
public sealed record SiteJoined(SiteId Site, string AgentVersion, bool IsSimulated, DateTimeOffset At);

/// <summary>An operator registered a site that the catalogue does not have.</summary>
public sealed record SiteRegistered(SiteId Site, string NameZh, string NameEn, PlaceId Place, SiteKind Kind, string? Operator, DateTimeOffset At);

/// <summary>An operator removes the site: no new work, and what runs there is asked to stop.</summary>
public sealed record SiteRemovalRequested(SiteId Site, string? Reason, DateTimeOffset At)
{
    /// <summary>Why its leases end.</summary>
    public const string Code = "site-removed";
}

/// <summary>Nothing of the network runs at the site any more, and nothing opens anything for it. Its history stays, and it may join again.</summary>
public sealed record SiteRemoved(SiteId Site, DateTimeOffset At);

/// <summary>An operator said whether the site may take new work.</summary>
public sealed record SiteAcceptanceSet(SiteId Site, SiteAcceptance Acceptance, string? Reason, DateTimeOffset At);

/// <summary>The site was silent past the first limit: it gets no new work, and what it holds stays its own. <c>LastSightingAt</c> is the centre's clock.</summary>
public sealed record SiteSilent(SiteId Site, DateTimeOffset LastSightingAt, DateTimeOffset At);

/// <summary>The site was silent past the last limit: its leases are fenced off and its workloads placed elsewhere.</summary>
public sealed record SiteLost(SiteId Site, DateTimeOffset LastSightingAt, DateTimeOffset At);

/// <summary>A silent or lost site spoke again.</summary>
public sealed record SiteReturned(SiteId Site, DateTimeOffset At);

/// <summary>
/// Messages of a site were refused: <paramref name="Times"/> of one kind since the last line of that kind. On a stream of its own, because it changes nothing about the site.
/// </summary>
public sealed record SiteMessageRefused(SiteId Site, string Route, int Status, string Code, string? Field, int Times, DateTimeOffset At)
{
    public static string StreamOf(SiteId site) => $"site-message/{site}";
}

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Sites;

/// <summary>
/// A joined site: the operator's word on it, and whether it went silent. What the catalogue says of it is not an event, and neither is a heartbeat.
/// </summary>
public sealed record Site(
    string Id, SiteId SiteId, string? AgentVersion, bool IsSimulated, bool HasJoined, SiteAcceptance Acceptance, string? AcceptanceReason, bool IsLost, DateTimeOffset ChangedAt, long Revision)
{
    /// <summary>When it was last heard before it fell silent; null while it speaks, and once it is lost and back.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>How often in a row it fell silent and came back.</summary>
    public int Flaps { get; init; }

    /// <summary>When it last came back; null before it ever did.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>What an operator said of it; null for a site of the catalogue.</summary>
    public SiteRegistered? Registered { get; init; }

    /// <summary>Since then it is being removed: what runs there is stopped first. Null while nobody removes it.</summary>
    public DateTimeOffset? LeavingSince { get; init; }

    /// <summary>Null while it has not been removed, or once it has joined again.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public static string StreamOf(SiteId site) => $"site/{site}";

    public static Site Create(SiteRegistered e) => Unknown(e.Site, e.At).Apply(e);

    public static Site Create(SiteRemovalRequested e) => Unknown(e.Site, e.At).Apply(e);

    public static Site Create(SiteJoined e) => Unknown(e.Site, e.At).Apply(e);

    public static Site Create(SiteAcceptanceSet e) => Unknown(e.Site, e.At).Apply(e);

    public Site Apply(SiteJoined e) => Next(e.At) with { AgentVersion = e.AgentVersion, IsSimulated = e.IsSimulated, HasJoined = true, RemovedAt = null };

    public Site Apply(SiteRegistered e) => Next(e.At) with { Registered = e };

    public Site Apply(SiteRemovalRequested e) => Next(e.At) with { LeavingSince = e.At, Acceptance = SiteAcceptance.Suspended, AcceptanceReason = e.Reason };

    /// <summary>What comes after is a new beginning: nothing that an operator said of it before holds.</summary>
    public Site Apply(SiteRemoved e) => Next(e.At) with
    {
        LeavingSince = null,
        RemovedAt = e.At,
        HasJoined = false,
        AgentVersion = null,
        Acceptance = SiteAcceptance.Accepting,
        AcceptanceReason = null,
        IsLost = false,
        SilentSince = null,
        Flaps = 0,
        ReturnedAt = null,
    };

    public Site Apply(SiteAcceptanceSet e) => Next(e.At) with
    {
        Acceptance = e.Acceptance,
        AcceptanceReason = e.Reason,
        LeavingSince = e.Acceptance == SiteAcceptance.Accepting ? null : LeavingSince,
    };

    public Site Apply(SiteSilent e) => Next(e.At) with { SilentSince = e.LastSightingAt };

    public Site Apply(SiteLost e) => Next(e.At) with { IsLost = true };

    public Site Apply(SiteReturned e) => Next(e.At) with { IsLost = false, SilentSince = null, Flaps = this.FlapsAt(e.At), ReturnedAt = e.At };

    public static Decision JoinNew(SiteId site, string agentVersion, bool isSimulated, DateTimeOffset now) =>
        Decision.Happens(new SiteJoined(site, agentVersion, isSimulated, now));

    public Decision Join(string agentVersion, bool isSimulated, DateTimeOffset now) =>
        HasJoined && AgentVersion == agentVersion && IsSimulated == isSimulated ? Decision.Nothing : JoinNew(SiteId, agentVersion, isSimulated, now);

    public static Decision SetAcceptanceNew(SiteId site, SiteAcceptance acceptance, string? reason, DateTimeOffset now) =>
        Decision.Happens(new SiteAcceptanceSet(site, acceptance, reason, now));

    /// <summary>Accepting again also calls a removal off, while it is still going on.</summary>
    public Decision SetAcceptance(SiteAcceptance acceptance, string? reason, DateTimeOffset now) =>
        LeavingSince is not null && acceptance != SiteAcceptance.Accepting ? Decision.Refuse("site-leaving", ("site", SiteId))
        : acceptance == Acceptance && reason == AcceptanceReason ? Decision.Nothing : SetAcceptanceNew(SiteId, acceptance, reason, now);

    public static Decision RequestRemovalNew(SiteId site, string? reason, DateTimeOffset now) => Decision.Happens(new SiteRemovalRequested(site, reason, now));

    /// <summary>No new work from now on; it is gone when nothing of the network runs there any more.</summary>
    public Decision RequestRemoval(string? reason, DateTimeOffset now) => LeavingSince is not null || RemovedAt is not null ? Decision.Nothing : RequestRemovalNew(SiteId, reason, now);

    public Decision Remove(DateTimeOffset now) => LeavingSince is null ? Decision.Nothing : Decision.Happens(new SiteRemoved(SiteId, now));

    public Decision Lose(DateTimeOffset lastSightingAt, DateTimeOffset now) =>
        IsLost || !HasJoined ? Decision.Nothing : Decision.Happens(new SiteLost(SiteId, lastSightingAt, now));

    public Decision Return(DateTimeOffset now) => IsLost || SilentSince is not null ? Decision.Happens(new SiteReturned(SiteId, now)) : Decision.Nothing;

    private static Site Unknown(SiteId site, DateTimeOffset at) => new(StreamOf(site), site, null, false, false, SiteAcceptance.Accepting, null, false, at, 0);

    private Site Next(DateTimeOffset at) => this with { ChangedAt = at, Revision = Revision + 1 };
}

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Tenants;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites.Enrolment;

/// <summary><c>GET /api/sites/{id}/membership</c>: who may speak for the site, and what an operator should look at.</summary>
public static class ReadMembership
{
    public static async Task<SiteMembership> Handle(SiteId id, IDocumentStore store, WorldCatalogue world, OrchestratorOptions options, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        await using var session = store.QuerySession();
        var wallNow = options.WallClock.GetUtcNow();
        var (site, access) = (await session.SiteAsync(id, ct), await session.AccessOfAsync(id, ct));
        var tokens = await session.GoodTokensAsync(id, wallNow, ct);
        var open = access.Open is { } invited && wallNow < invited.ExpiresAt ? invited : null;
        var state = site switch
        {
            { LeavingSince: not null } => SiteMembershipState.Leaving,
            _ when tokens.Count > 0 => SiteMembershipState.Enrolled,
            _ when open is not null => SiteMembershipState.Invited,
            { RemovedAt: not null } => SiteMembershipState.Removed,
            _ => SiteMembershipState.None,
        };
        return new SiteMembership(id, state)
        {
            IsInProcess = tokens.Any(SiteTokens.IsOwn),
            Open = open is null ? null : new OpenEnrolment(open.Id, open.OfferedBy, open.OfferedAt, open.ExpiresAt),
            Credential = access.Current is { } current ? SiteCredentials.ViewOf(id, current, options) : null,
            PreviousGoodUntil = access.Previous is { } previous && wallNow < previous.GoodUntil ? previous.GoodUntil : null,
            Alarms = [.. access.Alarms.Reverse().Select(a => new CredentialAlarm(a.Code, a.Secret, a.At))],
        };
    }
}

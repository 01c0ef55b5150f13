using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Sites.Enrolment;

/// <summary>
/// <c>POST /api/site/credential</c>: the site draws its next credential, keeps it, and tells its hash. Whatever breaks off on the way, it holds one that is good: the
/// old one for a while, and the new one if this was done.
/// </summary>
public static class RenewCredentials
{
    public static async Task<SiteCredential> Handle(
        RenewCredential body, HttpContext http, CommandContext context, IDocumentStore store, SecretAlarms alarms, OrchestratorOptions options, CancellationToken ct)
    {
        var site = SiteWord.Of(context);
        var presented = Caller.Of(http.User)!.TokenId;
        try
        {
            var held = await store.ChangeAsync(context, session => RotateAsync(session, site, presented, body.CredentialHash, context.Now, options, ct), ct);
            return SiteCredentials.ViewOf(site, held, options);
        }
        catch (RefusedException refused) when (refused.Refusal.Code == SiteAccessDecisions.RotatedAway)
        {
            // Somebody renewed with this very credential before, and it was not who asks now.
            alarms.Reused(site, presented, SiteAccessDecisions.RotatedAway);
            throw;
        }
    }

    private static async Task<CredentialHeld> RotateAsync(
        IDocumentSession session, SiteId site, string presented, string hash, DateTimeOffset now, OrchestratorOptions options, CancellationToken ct)
    {
        var access = await session.AccessOfAsync(site, ct);
        var wallNow = options.WallClock.GetUtcNow();
        var (credential, expiresAt) = (SiteCredentials.IdOf(hash), wallNow + options.SiteCredentialLifetime);
        var rotated = access.Rotate(presented, credential, expiresAt, options.SiteCredentialOverlap, wallNow, now);
        if (rotated.OrThrow() is not [SiteCredentialRotated happened])
            return access.Current!;
        await session.MustBeFreshAsync(hash, ct);
        session.Retire(happened);
        session.StoreCredential(site, hash, wallNow, expiresAt);
        session.Append<SiteAccess>(access.Id, access.Revision, rotated);
        return new CredentialHeld(credential, expiresAt, null);
    }
}

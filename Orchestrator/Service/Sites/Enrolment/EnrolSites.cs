using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.Problems;
using ComputeNet.Service.Tenants;
using Marten;

namespace ComputeNet.Service.Sites.Enrolment;

/// <summary>
/// <c>POST /api/site/enrolment</c>: a token that an operator made becomes the site's credential, once, and everything that spoke for the site before is over.
/// Nobody is signed in here, so the token is all there is to judge by, and how often an address may try is limited.
/// </summary>
public static class EnrolSites
{
    public const string Route = "/site/enrolment";

    public static async Task<SiteCredential> Handle(
        EnrolSite body, HttpContext http, IDocumentStore store, RateLimits limits, SecretAlarms alarms, SiteSignals signals, OrchestratorOptions options, TimeProvider clock, CancellationToken ct)
    {
        limits.CountEnrolment(http);
        var context = new CommandContext(new UserId("anonymous"), "", null, null, Correlation.Of(http), CommandIdentity.Of(http), clock.GetUtcNow());
        var token = await FindAsync(body.Token, store, ct);
        if (token is null)
        {
            await using var session = context.OpenSession(store);
            session.Events.Append(UnknownEnrolmentTried.Stream, new UnknownEnrolmentTried(context.Now));
            await session.SaveChangesAsync(ct);
            throw new RefusedException(Refusal.Because("enrolment-unknown"));
        }
        context = context with { Actor = new UserId($"site.{token.Site}"), Role = Roles.Site, Site = token.Site };
        try
        {
            if (body.Site is { } claimed && claimed != token.Site)
                throw new RefusedException(Refusal.Because("enrolment-foreign", ("site", claimed)));
            var held = await store.ChangeAsync(context, session => ExchangeAsync(session, token, body, context, options, ct), ct);
            signals.Wake(token.Site);
            return SiteCredentials.ViewOf(token.Site, held, options);
        }
        catch (RefusedException refused)
        {
            var code = refused.Refusal.Code;
            alarms.Refused(token.Site, $"POST /api{Route}", ProblemTable.Of(refused.Refusal), code == EnrolmentOver.Used ? token.Id : null);
            throw;
        }
    }

    private static async Task<EnrolmentToken?> FindAsync(string secret, IDocumentStore store, CancellationToken ct)
    {
        if (!EnrolmentToken.LooksLikeOne(secret))
            return null;
        var hash = AccessToken.HashOf(secret);
        await using var session = store.QuerySession();
        return await session.Query<EnrolmentToken>().SingleOrDefaultAsync(t => t.Hash == hash, ct);
    }

    private static async Task<CredentialHeld> ExchangeAsync(
        IDocumentSession session, EnrolmentToken token, EnrolSite body, CommandContext context, OrchestratorOptions options, CancellationToken ct)
    {
        var access = await session.AccessOfAsync(token.Site, ct);
        var wallNow = options.WallClock.GetUtcNow();
        var credential = SiteCredentials.IdOf(body.CredentialHash);
        var enrolled = access.Enrol(token.Id, credential, wallNow + options.SiteCredentialLifetime, wallNow, context.Now);
        if (enrolled.OrThrow().Count == 0)
            return access.Current!;
        await session.MustBeFreshAsync(body.CredentialHash, ct);
        await session.RevokeAllAsync(token.Site, wallNow, ct);
        session.StoreCredential(token.Site, body.CredentialHash, wallNow, wallNow + options.SiteCredentialLifetime);
        session.Append<SiteAccess>(access.Id, access.Revision, enrolled);
        return new CredentialHeld(credential, wallNow + options.SiteCredentialLifetime, token.Id);
    }
}

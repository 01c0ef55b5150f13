using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Tenants;
using ComputeNet.World.Catalogue;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using EnrolmentOffered = ComputeNet.Contracts.Sites.EnrolmentOffered;

namespace ComputeNet.Service.Sites.Enrolment;

/// <summary><c>POST /api/sites/{id}/enrolments</c> and their withdrawal: the token with which a site's adapter joins, once.</summary>
public static class OfferEnrolments
{
    public static async Task<EnrolmentOffered> Handle(
        SiteId id, OfferEnrolment body, HttpContext http, CommandContext context, IDocumentStore store, WorldCatalogue world, OrchestratorOptions options, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        return await store.ChangeAsync(context, async session =>
        {
            var access = await session.AccessOfAsync(id, ct);
            var offered = session.Offer(access, body, CentreOf(http, options), context, options);
            session.Append<SiteAccess>(access.Id, access.Revision, access.Offer(offered.Id, context.Actor, offered.ExpiresAt, context.Now));
            return offered;
        }, ct);
    }

    public static async Task<NoContent> Withdraw(SiteId id, string enrolment, CommandContext context, IDocumentStore store, CancellationToken ct)
    {
        await store.ChangeAsync(context, async session =>
        {
            var access = await session.AccessOfAsync(id, ct);
            var withdrawn = access.Withdraw(enrolment, context.Now);
            session.Append<SiteAccess>(access.Id, access.Revision, withdrawn);
            return withdrawn;
        }, ct);
        return TypedResults.NoContent();
    }

    public static async Task<SiteAccess> AccessOfAsync(this IQuerySession session, SiteId site, CancellationToken ct) =>
        await session.LoadAsync<SiteAccess>(SiteAccess.StreamOf(site), ct) ?? SiteAccess.Of(site);

    /// <summary>Draws the secret and keeps its hash; the event is the caller's, who may have others to go with it.</summary>
    public static EnrolmentOffered Offer(this IDocumentSession session, SiteAccess access, OfferEnrolment body, Uri centre, CommandContext context, OrchestratorOptions options)
    {
        var secret = EnrolmentToken.NewSecret();
        // The repetition of a command that broke off has the same id, and only its secret is the one to keep.
        var token = new EnrolmentToken(context.NewId("se"), AccessToken.HashOf(secret), access.SiteId);
        session.Store(token);
        var expiresAt = options.WallClock.GetUtcNow().AddMinutes(body.MinutesValid);
        return new EnrolmentOffered(token.Id, access.SiteId, secret, expiresAt, $"computenet-adapter join {centre} {secret} --scheduler {body.Scheduler}");
    }

    /// <summary>Where the site finds the network: what the configuration says, else where the operator found it.</summary>
    public static Uri CentreOf(HttpContext http, OrchestratorOptions options) => options.PublicUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");
}

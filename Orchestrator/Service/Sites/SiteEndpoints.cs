using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.Idempotency;
using ComputeNet.Service.Sites.Acts;
using ComputeNet.Service.Sites.Elsewhere;
using ComputeNet.Service.Sites.Enrolment;
using ComputeNet.Service.Sites.Sensing;
using ComputeNet.Service.Sites.Trust;

namespace ComputeNet.Service.Sites;

/// <summary>What people ask of sites, and the protocol that a site's adapter speaks.</summary>
public static class SiteEndpoints
{
    /// <summary>A report may carry the log tails of some hundred jobs that ended at once.</summary>
    public const int LargestReportBytes = SiteHubWords.LargestBodyBytes;

    public static RouteGroupBuilder MapSites(this RouteGroupBuilder api)
    {
        api.MapGet("/sites", (CommandContext context, SiteReader reader, CancellationToken ct) => reader.ListAsync(context, ct)).RequireAuthorization(Access.EveryPerson);
        api.MapPost("/sites", RegisterSites.Handle).RequireAuthorization(Access.Operator);
        api.MapGet("/sites/{id}", (SiteId id, CommandContext context, SiteReader reader, CancellationToken ct) => reader.ReadAsync(id, context, ct))
            .RequireAuthorization(Access.SiteReader).WithETag<SiteView>(s => s.Summary.Version);
        api.MapGet("/sites/{id}/sensing", ReadSensing.Handle).RequireAuthorization(Access.SiteReader);
        api.MapGet("/sites/{id}/elsewhere", (SiteId id, ElsewhereReader reader, CancellationToken ct, int hours = 24) => reader.ReadAsync(id, hours, ct)).RequireAuthorization(Access.OwnSite);
        api.MapGet("/sites/{id}/trust", ReadTrust.Handle).RequireAuthorization(Access.SiteReader);
        api.MapGet("/sites/{id}/telemetry", ReadTelemetry.Handle).RequireAuthorization(Access.OwnSite);
        api.MapGet("/sites/{id}/offers", ReadOffers.Handle).RequireAuthorization(Access.OwnSite);
        api.MapGet("/sites/{id}/orders", ReadSiteOrders.Handle).RequireAuthorization(Access.OwnSite);
        api.MapGet("/sites/{id}/membership", ReadMembership.Handle).RequireAuthorization(Access.OwnSite);
        api.MapPost("/sites/{id}/enrolments", OfferEnrolments.Handle).RequireAuthorization(Access.Operator).WithSecretReply();
        api.MapDelete("/sites/{id}/enrolments/{enrolment}", OfferEnrolments.Withdraw).RequireAuthorization(Access.Operator);
        api.MapPost("/sites/{id}/acts", ActOnSite.Do).RequireAuthorization(Access.Operator).WithSecretReply();
        api.MapPost("/sites/{id}/acts/preview", ActOnSite.Preview).RequireAuthorization(Access.Operator).ReadsOnly();
        api.MapGet("/sites/{id}/users", SiteUsers.List).RequireAuthorization(Access.Operator);
        api.MapPost("/sites/{id}/users", SiteUsers.Create).RequireAuthorization(Access.Operator);
        api.MapPut("/sites/{id}/acceptance", ActOnSite.SetAcceptance).RequireAuthorization(Access.Operator).WithETag<SiteView>(s => s.Summary.Version);

        api.MapGet("/site/elsewhere", (CommandContext context, ElsewhereReader reader, CancellationToken ct, int hours = 24) => reader.OfCallerAsync(context, hours, ct)).RequireAuthorization(Access.Site);
        api.MapGet("/site/trust", ReadTrust.OfCaller).RequireAuthorization(Access.Site);
        api.MapPost(EnrolSites.Route, EnrolSites.Handle).AllowAnonymous()
            .WithoutIdempotencyKey("The token is the key: the same exchange again has the same answer, and another one is refused.");
        api.MapPost("/site/credential", RenewCredentials.Handle).RequireAuthorization(Access.Site)
            .WithoutIdempotencyKey("The same hash again is the same credential.");
        api.MapPut("/site/inventory", DeclareInventory.Handle).RequireAuthorization(Access.Site);
        api.MapGet("/site/orders", ReadOrders.Handle).RequireAuthorization(Access.Site);
        api.MapPost("/site/sightings", ReportSightings.Handle).RequireAuthorization(Access.Site).WithMetadata(new BodyLimit(LargestReportBytes))
            .WithoutIdempotencyKey("A sighting that is told twice changes nothing, and some 15 come in every second.");
        api.MapPost("/site/telemetry", ReportTelemetry.Handle).RequireAuthorization(Access.Site).WithMetadata(new BodyLimit(LargestReportBytes))
            .WithoutIdempotencyKey("The newest stands for the one before: telling it twice changes nothing.");
        api.MapPut("/site/offers", MakeOffers.Handle).RequireAuthorization(Access.Site);
        api.MapPost("/site/logs", KeepLogs.Handle).RequireAuthorization(Access.Site).WithMetadata(new BodyLimit(LargestReportBytes))
            .WithoutIdempotencyKey("The newest log replaces the one before: telling it twice changes nothing.");
        return api;
    }
}

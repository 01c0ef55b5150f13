using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;

namespace ComputeNet.Service.Sites;

/// <summary>What people ask of sites, and the protocol that a site's adapter speaks.</summary>
public static class SiteEndpoints
{
    public static RouteGroupBuilder MapSites(this RouteGroupBuilder api)
    {
        api.MapGet("/sites", (SiteReader reader, CancellationToken ct) => reader.ListAsync(ct)).RequireAuthorization(Access.AnyPerson);
        api.MapGet("/sites/{id}", (SiteId id, CommandContext context, SiteReader reader, CancellationToken ct) => reader.ReadAsync(id, context, ct))
            .RequireAuthorization(Access.AnyPerson).WithETag<SiteView>(s => s.Summary.Version);
        api.MapPut("/sites/{id}/acceptance", SetSiteAcceptance.Handle).RequireAuthorization(Access.Operator).WithETag<SiteView>(s => s.Summary.Version);

        api.MapPut("/site/inventory", DeclareInventory.Handle).RequireAuthorization(Access.Site);
        api.MapGet("/site/orders", ReadOrders.Handle).RequireAuthorization(Access.Site);
        api.MapPost("/site/sightings", ReportSightings.Handle).RequireAuthorization(Access.Site);
        return api;
    }
}

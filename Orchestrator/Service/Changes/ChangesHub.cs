using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;
using Microsoft.AspNetCore.SignalR;

namespace ComputeNet.Service.Changes;

/// <summary>
/// <c>/hubs/changes</c>: says what is newer now, nothing else; whoever listens reads it through the API, which checks rights. A connection
/// joins the group of what its user may hear of, by itself: there is no method to ask for more.
/// </summary>
public sealed class ChangesHub : Hub
{
    public const string Route = "/hubs/changes";
    public const string Operators = "operators";
    public const string Everybody = "everybody";

    public static string Of(TenantId tenant) => $"tenant:{tenant}";

    public static string Of(SiteId site) => $"site:{site}";

    public override async Task OnConnectedAsync()
    {
        if (Caller.Of(Context.User) is { Role: Roles.SiteOperator, Site: { } site })
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, Of(site));
            return;
        }
        await Groups.AddToGroupAsync(Context.ConnectionId, Everybody);
        if (Context.User?.IsInRole(Roles.Operator) == true)
            await Groups.AddToGroupAsync(Context.ConnectionId, Operators);
        if (Context.User?.FindFirst("tenant")?.Value is { } tenant)
            await Groups.AddToGroupAsync(Context.ConnectionId, Of(new TenantId(tenant)));
        await base.OnConnectedAsync();
    }
}

/// <summary>
/// Who hears of a change: sites, pools and the policy concern everybody; a workload its tenant and the operators; the rest operators. The people of a site hear of
/// that site and its pools.
/// </summary>
public static class ChangeAudience
{
    public static IReadOnlyList<string> Of(Change change) => change switch
    {
        { Tenant: { } tenant } => [ChangesHub.Operators, ChangesHub.Of(tenant)],
        { Noun: "policy" } => [ChangesHub.Everybody],
        { Noun: "site" } => [ChangesHub.Everybody, ChangesHub.Of(new SiteId(change.Id))],
        { Noun: "pool" } => [ChangesHub.Everybody, .. SitesOf(change.Id)],
        { Noun: "site-access" } => [ChangesHub.Operators, ChangesHub.Of(new SiteId(change.Id))],
        _ => [ChangesHub.Operators],
    };

    /// <summary>A pool's id begins with its site's, which may have dots of its own; no site lies within another, so only one of these is one.</summary>
    private static IEnumerable<string> SitesOf(string pool) => pool.Index().Where(c => c.Item == '.').Select(c => ChangesHub.Of(new SiteId(pool[..c.Index])));
}

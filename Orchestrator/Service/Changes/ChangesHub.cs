using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
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

    public override async Task OnConnectedAsync()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, Everybody);
        if (Context.User?.IsInRole(Roles.Operator) == true)
            await Groups.AddToGroupAsync(Context.ConnectionId, Operators);
        if (Context.User?.FindFirst("tenant")?.Value is { } tenant)
            await Groups.AddToGroupAsync(Context.ConnectionId, Of(new TenantId(tenant)));
        await base.OnConnectedAsync();
    }
}

/// <summary>Who hears of a change: sites, pools and the policy concern everybody; a workload its tenant and the operators; the rest operators.</summary>
public static class ChangeAudience
{
    public static IReadOnlyList<string> Of(Change change) => change switch
    {
        { Tenant: { } tenant } => [ChangesHub.Operators, ChangesHub.Of(tenant)],
        { Noun: "site" or "pool" or "policy" } => [ChangesHub.Everybody],
        _ => [ChangesHub.Operators],
    };
}

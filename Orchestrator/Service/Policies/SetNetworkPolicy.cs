using ComputeNet.Contracts.Policies;
using ComputeNet.Domain.Policies;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using Marten;

namespace ComputeNet.Service.Policies;

/// <summary><c>GET</c> and <c>PUT /api/policy</c>: how the network weighs price, latency and carbon.</summary>
public static class SetNetworkPolicy
{
    public static async Task<PolicyView> Read(CommandContext context, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var view = PolicyRows.Of(await session.LoadAsync<Policy>(Policy.Stream, ct));
        // What another tenant may spend is nobody's business.
        return context.IsOperator ? view : view with { Tenants = [.. view.Tenants.Where(t => t.Tenant == context.Tenant)] };
    }

    public static async Task<PolicyView> Handle(SetPolicy request, CommandContext context, ExpectedVersion expected, IDocumentStore store, RoundTrigger round, CancellationToken ct)
    {
        await store.ChangeAsync(context, async session =>
        {
            var current = await session.LoadAsync<Policy>(Policy.Stream, ct);
            _ = expected.Required;
            expected.Check(current?.Revision ?? 0);
            session.Append<Policy>(Policy.Stream, current?.Revision ?? 0, Policy.Set(current, request, context.Now));
            return true;
        }, ct);
        round.Request();
        return await Read(context, store, ct);
    }
}

using System.Text.Json;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;

namespace ComputeNet.Service.Plans;

/// <summary>Stored plans: operators read them whole, replayed; a tenant reads its own part through its workloads.</summary>
public static class PlanEndpoints
{
    public static RouteGroupBuilder MapPlans(this RouteGroupBuilder api)
    {
        var plans = api.MapGroup("/plans").RequireAuthorization(Access.Operator);
        plans.MapGet("", (PlanReader reader, CancellationToken ct, string? cursor = null, int pageSize = 50) => reader.ListAsync(cursor, pageSize, ct));
        plans.MapGet("/{id}", (PlanId id, PlanReader reader, CancellationToken ct) => reader.ReadAsync(id, ct));
        plans.MapGet("/{id}/record", async (PlanId id, PlanReader reader, CancellationToken ct) => Results.Text(await reader.RecordAsync(id, ct), "application/json"))
            .Produces<JsonElement>();
        return api;
    }
}

using ComputeNet.Contracts.Services;
using ComputeNet.Service.Http;
using ComputeNet.Service.Workloads;

namespace ComputeNet.Service.Services;

/// <summary>What a service would take: replicas by region and hour; stores and starts nothing.</summary>
public static class ServiceEndpoints
{
    public static RouteGroupBuilder MapServices(this RouteGroupBuilder api)
    {
        var services = api.MapGroup("/services").RequireAuthorization(Access.Tenant);
        services.MapPost("/plan", Plan).ReadsOnly();
        return api;
    }

    private static Task<ServicePlanView> Plan(PlanService request, CommandContext context, ServicePlans plans, CancellationToken ct) =>
        plans.PlanAsync(context.TenantFor(request.Tenant), request, ct);
}

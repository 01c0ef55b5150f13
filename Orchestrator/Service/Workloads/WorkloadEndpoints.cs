using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Tenants;

namespace ComputeNet.Service.Workloads;

/// <summary>Submit, preview, list, read, cancel, and why.</summary>
public static class WorkloadEndpoints
{
    public static RouteGroupBuilder MapWorkloads(this RouteGroupBuilder api)
    {
        var workloads = api.MapGroup("/workloads").RequireAuthorization(Access.Tenant);
        workloads.MapPost("", Submit.Handle).LimitSubmits();
        workloads.MapPost("/batch", SubmitBatch.Handle).WithMetadata(new BodyLimit(SubmitBatch.LargestBytes)).LimitSubmits();
        workloads.MapPost("/preview", Preview).ReadsOnly();
        workloads.MapPost("/frontier", Frontier).ReadsOnly();
        workloads.MapGet("", ListWorkloads.Handle);
        workloads.MapGet("/{id}", (WorkloadId id, CommandContext context, WorkloadReader reader, CancellationToken ct) => reader.ReadAsync(id, context, ct))
            .WithETag<WorkloadView>(w => w.Summary.Version);
        workloads.MapPost("/{id}/cancel", Cancel.Handle);
        workloads.MapGet("/{id}/log", ReadLog.Handle);
        workloads.MapGet("/{id}/decision", (WorkloadId id, CommandContext context, PlanReader reader, CancellationToken ct) => reader.DecisionAsync(id, context, ct));
        workloads.MapGet("/{id}/counterfactuals", (WorkloadId id, CommandContext context, PlanReader reader, CancellationToken ct) => reader.CounterfactualsAsync(id, context, ct));
        return api;
    }

    private static Task<Contracts.Plans.DecisionView> Preview(SubmitWorkload request, CommandContext context, Forecaster forecaster, CancellationToken ct) =>
        forecaster.PreviewAsync(context.TenantFor(request.Tenant), request, ct);

    private static Task<Contracts.Plans.FrontierView> Frontier(SubmitWorkload request, CommandContext context, Forecaster forecaster, CancellationToken ct) =>
        forecaster.FrontierAsync(context.TenantFor(request.Tenant), request, ct);
}

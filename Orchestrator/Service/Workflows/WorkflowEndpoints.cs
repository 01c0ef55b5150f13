using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;
using ComputeNet.Service.Tenants;
using ComputeNet.Service.Workloads;

namespace ComputeNet.Service.Workflows;

/// <summary>Submit, list, read, cancel.</summary>
public static class WorkflowEndpoints
{
    public static RouteGroupBuilder MapWorkflows(this RouteGroupBuilder api)
    {
        var workflows = api.MapGroup("/workflows").RequireAuthorization(Access.Tenant);
        workflows.MapPost("", Submit.Handle).WithMetadata(new BodyLimit(SubmitBatch.LargestBytes)).LimitSubmits();
        workflows.MapGet("", ListWorkflows.Handle);
        workflows.MapGet("/{id}", (WorkflowId id, CommandContext context, WorkflowReader reader, CancellationToken ct) => reader.ReadAsync(id, context, ct));
        workflows.MapPost("/{id}/cancel", Cancel.Handle);
        return api;
    }
}

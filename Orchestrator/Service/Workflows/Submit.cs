using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Domain;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Workloads;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComputeNet.Service.Workflows;

/// <summary><c>POST /api/workflows</c>: the workflow and the workloads of all its stages in one transaction; those that wait for others are not planned yet.</summary>
public static class Submit
{
    public static async Task<Accepted<WorkflowAccepted>> Handle(SubmitWorkflow request, CommandContext context, IDocumentStore store, RoundTrigger round, CancellationToken ct)
    {
        var tenant = context.TenantFor(request.Tenant);
        var id = new WorkflowId(context.NewId("f"));
        var stages = request.Stages.Select((stage, index) => new WorkflowStage(stage.Name, new WorkloadId($"{context.NewId("w")}-{index:000}"))).ToList();
        await store.ChangeAsync(context, async session =>
        {
            // The ids come from the idempotency key: the same submit again finds what the first one made.
            if (await session.LoadAsync<Workflow>(Workflow.StreamOf(id), ct) is not null)
                return stages.Count;
            session.Append<Workflow>(Workflow.StreamOf(id), 0, Decision.Happens(new WorkflowSubmitted(id, tenant, request.Name, stages, request.Flows, context.Now)));
            foreach (var (stage, own) in stages.Zip(request.Stages))
            {
                var after = request.Flows.Where(f => f.To == stage.Name).Select(f => stages.First(s => s.Name == f.From).Workload).ToList();
                var submitted = new WorkloadSubmitted(stage.Workload, tenant, own with { Tenant = tenant }, context.Now, new StageOf(id, after));
                session.Append<Workload>(Workload.StreamOf(stage.Workload), 0, Decision.Happens(submitted));
            }
            return stages.Count;
        }, ct);
        round.Request();
        return TypedResults.Accepted($"/api/workflows/{id}", new WorkflowAccepted(id, [.. stages.Select(s => s.Workload)]));
    }
}

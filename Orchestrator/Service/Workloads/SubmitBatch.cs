using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Sites;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComputeNet.Service.Workloads;

/// <summary><c>POST /api/workloads/batch</c>: many intents in one transaction; their forecasts come with the next round.</summary>
public static class SubmitBatch
{
    public const int LargestBytes = 8 << 20;

    public static async Task<Accepted<WorkloadsAccepted>> Handle(
        SubmitWorkloads request, CommandContext context, IDocumentStore store, RoundTrigger round, CancellationToken ct)
    {
        var submitted = request.Items.Select((item, index) => SubmittedOf(item, index, context)).ToList();
        await store.ChangeAsync(context, async session =>
        {
            // The ids come from the idempotency key, and the batch is one transaction: where the first is there, all are.
            if (await session.WorkloadAsync(submitted[0].Workload, ct) is null)
                foreach (var workload in submitted)
                    session.Append<Workload>(Workload.StreamOf(workload.Workload), 0, Decision.Happens(workload));
            return submitted.Count;
        }, ct);
        round.Request();
        return TypedResults.Accepted("/api/workloads", new WorkloadsAccepted([.. submitted.Select(s => s.Workload)]));
    }

    private static WorkloadSubmitted SubmittedOf(SubmitWorkload item, int index, CommandContext context)
    {
        var tenant = context.TenantFor(item.Tenant);
        return new WorkloadSubmitted(new WorkloadId($"{context.NewId("w")}-{index:000}"), tenant, item with { Tenant = tenant }, context.Now);
    }
}

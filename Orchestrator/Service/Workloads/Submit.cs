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

/// <summary><c>POST /api/workloads</c>: takes the intent on record and answers with its name and first forecast.</summary>
public static class Submit
{
    public static async Task<Accepted<WorkloadAccepted>> Handle(
        SubmitWorkload request, CommandContext context, IDocumentStore store, Forecaster forecaster, RoundTrigger round, CancellationToken ct)
    {
        var tenant = context.TenantFor(request.Tenant);
        var id = new WorkloadId(context.NewId("w"));
        var workload = await store.ChangeAsync(context, async session =>
        {
            // The id comes from the idempotency key: the same submit again finds what the first one made.
            if (await session.WorkloadAsync(id, ct) is { } existing)
                return existing;
            var submitted = new WorkloadSubmitted(id, tenant, request with { Tenant = tenant }, context.Now);
            session.Append<Workload>(Workload.StreamOf(id), 0, Decision.Happens(submitted));
            return Workload.Create(submitted);
        }, ct);
        round.Request();
        var forecast = await forecaster.ForecastAsync(workload, ct);
        return TypedResults.Accepted($"/api/workloads/{id}", new WorkloadAccepted(id, workload.Phase, forecast, workload.Revision));
    }
}

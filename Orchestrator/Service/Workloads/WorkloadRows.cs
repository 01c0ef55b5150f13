using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;

namespace ComputeNet.Service.Workloads;

/// <summary>The row that lists show of a workload.</summary>
public static class WorkloadRows
{
    public static WorkloadSummary Of(Workload workload, Forecast? forecast) => new(
        workload.WorkloadId, workload.Tenant, workload.Request.Name, workload.Phase, workload.Outcome, workload.Request.Priority,
        workload.Request.GangMembers, [.. workload.Request.Variants.Select(v => v.Architecture).Distinct()],
        workload.SubmittedAt, workload.ChangedAt, workload.Attempts,
        workload.Current is { } current ? AssignmentOf(workload, current) : null,
        workload.Phase != WorkloadPhase.Pending ? null
            : workload.WhyHeld() is { } held ? new Forecast(null, workload.ChangedAt, null, null, null, held) : forecast,
        workload.Revision)
    {
        Workflow = workload.Stage?.Workflow,
        ShareDone = workload.Checkpoint?.ShareDone,
    };

    private static Assignment AssignmentOf(Workload workload, Attempt current) => new(
        current.Site, current.Pool, workload.Request.Variants[current.VariantIndex].Architecture, current.VariantIndex, current.Devices,
        current.Job, current.Token, current.Plan, current.PlannedStart, current.PlannedEnd, current.Figures, current.StartedAt, current.FinishedAt)
    {
        Seats = current.Seats,
        Parts = current.Parts,
        Stretches = current.Stretches,
    };
}

using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;

namespace ComputeNet.Domain;

/// <summary>The next state of an aggregate after one event, for code that decides several things before it saves.</summary>
public static class Evolve
{
    public static Pool Apply(Pool pool, object e) => e switch
    {
        PoolDeclared x => pool.Apply(x),
        PoolWithdrawn x => pool.Apply(x),
        PoolCapped x => pool.Apply(x),
        LeaseGranted x => pool.Apply(x),
        LeaseStopRequested x => pool.Apply(x),
        LeaseFenced x => pool.Apply(x),
        LeaseReleased x => pool.Apply(x),
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "Not an event of a pool."),
    };

    public static Workflow Apply(Workflow workflow, object e) => e switch
    {
        WorkflowCancelRequested x => workflow.Apply(x),
        WorkflowFinished x => workflow.Apply(x),
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "Not an event of a workflow."),
    };

    public static Workload Apply(Workload workload, object e) => e switch
    {
        WorkloadInputsReady x => workload.Apply(x),
        WorkloadPlaced x => workload.Apply(x),
        WorkloadAcceptedBySite x => workload.Apply(x),
        WorkloadStarted x => workload.Apply(x),
        WorkloadEvicted x => workload.Apply(x),
        WorkloadSuspended x => workload.Apply(x),
        WorkloadMoveAsked x => workload.Apply(x),
        WorkloadCancelRequested x => workload.Apply(x),
        WorkloadFinished x => workload.Apply(x),
        DoubleRunSeen x => workload.Apply(x),
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "Not an event of a workload."),
    };
}

using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Tests.Plans;
using ComputeNet.Portal.Tests.Workloads;

namespace ComputeNet.Portal.Tests.Workflows;

/// <summary>A workflow for tests: prepare has run, train is planned, report waits for both.</summary>
internal static class WorkflowSample
{
    public static WorkflowSummary Summary { get; } =
        new(new("f-1"), new("acme"), "nightly", null, false, new StageCounts(1, 1, 0, 1, 0), Sample.Now.AddHours(-2), Sample.Now, 1);

    public static WorkflowView View { get; } = new(
        Summary,
        [
            new("prepare", new("w-1"), WorkloadPhase.Finished, WorkloadOutcome.Succeeded, [], null, Place(isPlanned: false, compute: 12.5m, egress: 0, hours: 0)),
            new("train", new("w-2"), WorkloadPhase.Pending, null, [], Refusal.Because("pool-full", ("pool", "hangzhou-ai.a"), ("needDevices", 8), ("freeDevices", 2)), Place(isPlanned: true, compute: 80, egress: 10, hours: null)),
            new("report", new("w-3"), WorkloadPhase.Pending, null, ["train"], null, null),
        ],
        [new("prepare", "train", 20), new("train", "report", 0.5), new("prepare", "report")],
        Sample.Now, null);

    private static StagePlace Place(bool isPlanned, decimal compute, decimal egress, double? hours) => new(
        WorkloadSample.Hangzhou.Id, new("hangzhou-ai.ascend-910b"), Architecture.Ascend, isPlanned, isPlanned ? null : Sample.Now.AddHours(-1), isPlanned ? null : Sample.Now,
        compute, egress, hours, hours is null ? Provenance.Unknown : new Provenance(Basis.Estimated, "test"));
}

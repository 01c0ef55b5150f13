using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Tests.Plans;

namespace ComputeNet.Portal.Tests.Workloads;

/// <summary>Workloads for tests.</summary>
internal static class WorkloadSample
{
    public static readonly SiteSummary Hangzhou = new(
        SiteId.From("hangzhou-ai"), "杭州人工智能计算中心", "Hangzhou AI Computing Center", SiteKind.Intelligent, null, RegionId.From("cn-zhejiang"), "CN", 30, 120,
        SiteState.Online, true, Sample.Now, [Architecture.Ascend], 512, 0, null, null, null, null, 1);

    public static WorkloadSummary Waiting(string id, Forecast? forecast = null) => new(
        WorkloadId.From(id), TenantId.From("acme"), $"name of {id}", WorkloadPhase.Pending, null, 50, 1, [Architecture.Cuda], Sample.Now.AddMinutes(-5), Sample.Now, 0, null, forecast, 1);

    public static WorkloadSummary Running(string id) => Waiting(id) with
    {
        Phase = WorkloadPhase.Running,
        Attempt = 2,
        Assignment = new(
            Hangzhou.Id, PoolId.From("hangzhou-ai.ascend-910b"), Architecture.Ascend, 0, 32, JobKey.From($"{id}.2"), new(7), PlanId.From("p-7"),
            Sample.Now, Sample.Now.AddHours(1), Sample.Figures(123.4m, 18.5, 5_430), Sample.Now, null),
    };

    public static WorkloadView View(WorkloadSummary summary, params TimelineEntry[] timeline) => new(summary, Request, timeline, null);

    public static TimelineEntry Event(long version, string kind, params (string Name, string Value)[] facts) =>
        new(version, Sample.Now.AddMinutes(version), kind, "planner", facts.ToDictionary(f => f.Name, f => f.Value));

    public static SubmitWorkload Request { get; } = new()
    {
        Name = "job",
        Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 8, TimeLimitSeconds = 3600, Command = ["python", "train it.py"] }],
        Placement = new() { AllowedCountries = ["CN"] },
    };
}

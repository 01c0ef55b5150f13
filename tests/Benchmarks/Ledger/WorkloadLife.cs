using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>What the ledger keeps of one workload that runs and succeeds: five events, about as large as those of the golden samples.</summary>
public static class WorkloadLife
{
    public const int Events = 5;

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public static WorkloadId Id(int number) => new($"w-{number:d26}");

    public static string Stream(int number) => Workload.StreamOf(Id(number));

    public static object[] All(int number)
    {
        var (id, at) = (Id(number), Start.AddSeconds(number));
        var job = new JobKey($"{id}.1");
        return
        [
            new WorkloadSubmitted(id, new TenantId("demo"), Request(number), at),
            new WorkloadPlaced(
                id, 1, job, new FencingToken(number + 1), new SiteId("hangzhou-ai"), new PoolId("hangzhou-ai.ascend-910b"), 0, 32,
                new PlanId("p-01j9zq8k3m5v7x9abcdefghjkn"), at, at.AddHours(2), Figures, at.AddSeconds(1)),
            new WorkloadAcceptedBySite(id, job, at.AddSeconds(2)),
            new WorkloadStarted(id, job, at.AddSeconds(3), at.AddSeconds(4)),
            new WorkloadFinished(id, WorkloadOutcome.Succeeded, job, 0, null, at.AddSeconds(3), at.AddHours(1), at.AddHours(1).AddSeconds(2)),
        ];
    }

    private static readonly CandidateFigures Figures = new(
        12.34m, new Provenance(Basis.Stated, "price list", new DateOnly(2026, 10, 1)), 23.5, new Provenance(Basis.Estimated, "distance"), 1.5, 812.25,
        new Provenance(Basis.Measured, "grid", new DateOnly(2026, 9, 30)));

    private static SubmitWorkload Request(int number) => new()
    {
        Name = $"train-{number}",
        Variants =
        [
            new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 8, ExpectedSeconds = 3600, TimeLimitSeconds = 7200, Command = ["python", "train.py"] },
            new Variant { Architecture = Architecture.Cuda, DevicesPerMember = 4, TimeLimitSeconds = 7200, Command = ["python", "train.py", "--cuda"] },
        ],
        GangMembers = 4,
    };
}

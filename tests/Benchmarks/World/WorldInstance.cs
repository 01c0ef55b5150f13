using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Benchmarks.World;

/// <summary>
/// One day of the network: openb tasks as workloads on the demonstration fleet, 96 slots of 15 minutes. Fixed by size and seed. A network
/// moves nothing that takes three minutes, so run times are the trace's × 4, between half an hour and 16 hours; what the trace does not
/// have (users' places, deadlines, larger gangs, architectures) is drawn as written here.
/// </summary>
internal sealed class WorldInstance(IReadOnlyList<Pod> pods, WorldSupply supply)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly PlaceId[] Places =
    [
        .. new[] { "beijing", "chengdu", "chongqing", "changsha", "hangzhou", "aws.us-east-1", "aws.eu-central-1", "aws.ap-southeast-1", "aws.ap-northeast-1", "aws.us-west-2" }.Select(PlaceId.From),
    ];
    private static readonly int[] GangsOfSingles = [1, 1, 1, 1, 1, 1, 1, 2, 2, 4];
    private static readonly long?[] Memories = [null, null, 16_000, 24_000, 40_000, 80_000];
    private static readonly int[] Priorities = [30, 40, 50, 50, 50, 60, 70];

    /// <summary>What the network wants in this family: carbon at about the European price, 100 ms for an hour at ¥1, an hour of waiting at ¥2.</summary>
    private static PlanningPolicy Policy { get; } = new() { CarbonYuanPerTonne = 600m, LatencyYuanPerMillisecondHour = 0.01m, WaitingYuanPerHour = 2m };

    /// <summary>The same policy with limits that grow with the number of workloads: the brain's own are those of a round of the product.</summary>
    internal static PlanningPolicy PolicyFor(int workloads) => Policy with
    {
        Limits = new SolverLimits { PricedStarts = 1_000_000L * workloads, KeptStarts = 60_000_000, ImprovementStarts = 200_000L * workloads },
    };

    internal PlanningProblem Draw(int workloads, int seed)
    {
        var dice = new Dice(seed);
        return new PlanningProblem
        {
            Now = Now,
            SlotMinutes = 15,
            Slots = 96,
            Pools = supply.Pools(workloads, Now, Places, dice),
            Demands = [.. Enumerable.Range(0, workloads).Select(i => Workload($"w-{i:00000}", dice))],
        };
    }

    /// <summary>One more workload of the same kind, for a later round.</summary>
    internal Demand Workload(string name, Dice dice)
    {
        var pod = dice.Of(pods);
        var seconds = Math.Clamp(pod.Seconds * 4, 1800, 16 * 3600);
        var earliest = dice.Chance(0.4) ? 0 : Math.Min(pod.SecondOfDay, 20 * 3600);
        return new Demand
        {
            Workload = new WorkloadId(name),
            Tenant = new TenantId($"tenant-{dice.Below(20)}"),
            Priority = dice.Of(Priorities),
            SubmittedAt = Now.AddMinutes(-dice.Below(600)),
            GangMembers = pod.Gpus == 1 ? dice.Of(GangsOfSingles) : Math.Max(1, pod.Gpus),
            Variants = pod.Gpus == 0 ? [Variant(Architecture.Cpu, pod.Cores, seconds, null)] : [.. AcceleratedVariants(pod, seconds, dice)],
            Placement = new PlacementWishes
            {
                EarliestStart = earliest == 0 ? null : Now.AddSeconds(earliest),
                Deadline = dice.Chance(0.25) ? Now.AddSeconds(earliest + seconds * (3 + 3 * dice.Share()) + 4 * 3600) : null,
                ClientPlace = dice.Chance(0.7) ? dice.Of(Places) : null,
                MaxLatencyMilliseconds = pod.IsLatencySensitive && dice.Chance(0.2) ? 150 : null,
            },
        };
    }

    /// <summary>CUDA always; every other one also for Ascend, 1.3 × as long; one in ten also for CPU, on 32 cores and 6 × as long.</summary>
    private static IEnumerable<Variant> AcceleratedVariants(Pod pod, long seconds, Dice dice)
    {
        yield return Variant(Architecture.Cuda, 1, seconds, dice.Of(Memories));
        if (dice.Chance(0.5))
            yield return Variant(Architecture.Ascend, 1, (long)(seconds * 1.3), null);
        if (pod.Gpus == 1 && dice.Chance(0.1))
            yield return Variant(Architecture.Cpu, 32, Math.Min(seconds * 6, 20 * 3600), null);
    }

    private static Variant Variant(Architecture architecture, int devices, long seconds, long? memory) => new()
    {
        Architecture = architecture,
        DevicesPerMember = devices,
        DeviceMemoryMebibytes = memory,
        ExpectedSeconds = seconds,
        TimeLimitSeconds = seconds,
        Command = [],
    };
}

using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Benchmarks.Throughput;

/// <summary>
/// The load of Kueue's baseline generator: 30 queues, each with 350 small (1 device, 200 ms), 100 medium (5, 500 ms) and 50 large (20, 1 s)
/// workloads of priority 50, 100 and 200, which are spread over our 0–100. Here a queue is a tenant.
/// </summary>
internal static class QueueLoad
{
    public const int Queues = 30;

    private static readonly (string Class, int Count, int Devices, long Seconds, int Priority)[] Classes =
        [("small", 350, 1, 1, 25), ("medium", 100, 5, 1, 50), ("large", 50, 20, 1, 100)];

    public static int PerQueue => Classes.Sum(c => c.Count);

    public static int DevicesPerQueue => Classes.Sum(c => c.Count * c.Devices);

    public static TenantId Tenant(int queue) => new($"queue-{queue:00}");

    /// <summary>The workloads of one queue, classes mixed evenly as they would arrive.</summary>
    public static IReadOnlyList<SubmitWorkload> Of(int queue) =>
        [.. Classes.SelectMany(c => Enumerable.Range(0, c.Count).Select(i => (At: (i + 0.5) / c.Count, c, i))).OrderBy(x => x.At).ThenBy(x => x.c.Class, StringComparer.Ordinal)
            .Select(x => Workload(queue, x.c.Class, x.i, x.c.Devices, x.c.Seconds, x.c.Priority))];

    private static SubmitWorkload Workload(int queue, string name, int index, int devices, long seconds, int priority) => new()
    {
        Name = $"{name} {queue}.{index}",
        Priority = priority,
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = devices, ExpectedSeconds = seconds, TimeLimitSeconds = 60, Command = ["true"] }],
    };
}

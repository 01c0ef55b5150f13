using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Standalone;

namespace ComputeNet.EndToEnd.Tests.KillTest;

/// <summary>Fifty workloads of every kind: gangs and single ones, of every architecture, and ten that run real processes on this machine.</summary>
public static class FiftyWorkloads
{
    public const int Count = 50;
    private const int OnThisMachine = 10;

    /// <param name="proof">A file that everybody may append to; each process on this machine adds a line with the name of its workload.</param>
    public static IReadOnlyList<SubmitWorkload> Make(Random random, string proof) =>
        [.. Enumerable.Range(0, Count).Select(i => i < OnThisMachine ? Real($"real-{i}", random, proof) : Simulated($"simulated-{i}", random))];

    public static bool IsReal(string name) => name.StartsWith("real-", StringComparison.Ordinal);

    private static SubmitWorkload Real(string name, Random random, string proof) => new()
    {
        Name = name,
        Variants = [new Variant
        {
            Architecture = Architecture.Cpu,
            DevicesPerMember = 1,
            TimeLimitSeconds = 24 * 3600,
            ExpectedSeconds = 300,
            Command = ["/bin/sh", "-c", $"echo {name} >> {proof}; sleep {random.Next(1, 4)}"],
        }],
        Placement = new() { AllowedSites = [OwnSites.Local] },
    };

    private static SubmitWorkload Simulated(string name, Random random)
    {
        Architecture[] architectures = [Architecture.Cuda, Architecture.Ascend, Architecture.Cpu];
        random.Shuffle(architectures);
        return new()
        {
            Name = name,
            GangMembers = random.Next(1, 5),
            Variants = [.. architectures[..random.Next(1, 3)].Select(architecture => new Variant
            {
                Architecture = architecture,
                DevicesPerMember = random.Next(1, 5),
                TimeLimitSeconds = 2 * 3600,
                ExpectedSeconds = random.Next(60, 1500),
                Command = ["train", name],
            })],
            Placement = new() { DeniedSites = [OwnSites.Local] },
        };
    }
}

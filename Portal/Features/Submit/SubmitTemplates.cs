using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Contracts.World;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>A worked example to start from; its title and description are texts under <c>Template_{Key}</c>.</summary>
public sealed record SubmitTemplate(string Key, SubmitWorkload Request);

/// <summary>The examples. One that needs a site of this network's own machine is offered only where there is one.</summary>
public static class SubmitTemplates
{
    /// <summary>Trial division in awk, which every Debian and macOS has: busy for about a second on one core, and the answer (9592) can be checked.</summary>
    private const string CountPrimes =
        "BEGIN { for (i = 2; i < 100000; i++) { prime = 1; for (j = 2; j * j <= i; j++) if (i % j == 0) { prime = 0; break } count += prime } print count \" primes below 100000\" }";

    public static IReadOnlyList<SubmitTemplate> For(IReadOnlyList<SiteSummary> sites, IReadOnlyList<PlaceView> places)
    {
        var templates = new List<SubmitTemplate> { TrainingGang };
        if (sites.FirstOrDefault(s => s is { Kind: SiteKind.Local, IsSimulated: false }) is { } local)
            templates.Insert(0, Primes(local.Id));
        if ((places.FirstOrDefault(p => p.Id.Value == "shanghai") ?? places.FirstOrDefault()) is { } users)
            templates.Add(Inference(users.Id));
        return templates;
    }

    private static SubmitTemplate Primes(SiteId local) => new("Primes", new()
    {
        Name = "count-primes",
        Variants = [new() { Architecture = Architecture.Cpu, DevicesPerMember = 1, ExpectedSeconds = 5, TimeLimitSeconds = 60, MemoryLimitMebibytes = 256, Command = ["/usr/bin/awk", CountPrimes] }],
        Placement = new() { AllowedSites = [local] },
    });

    private static SubmitTemplate TrainingGang { get; } = new("TrainingGang", new()
    {
        Name = "train-two-ways",
        GangMembers = 4,
        Variants =
        [
            Training(Architecture.Cuda, "torchrun", 3600, [("NCCL_DEBUG", "WARN")]),
            Training(Architecture.Ascend, "torchrun-npu", 4500, [("HCCL_CONNECT_TIMEOUT", "600")]),
        ],
        Placement = new() { AllowedCountries = ["CN"] },
    });

    private static SubmitTemplate Inference(PlaceId users) => new("Inference", new()
    {
        Name = "serve-near-users",
        Priority = 80,
        Variants = [new() { Architecture = Architecture.Cuda, DevicesPerMember = 1, DeviceMemoryMebibytes = 24_000, TimeLimitSeconds = 4 * 3600, Command = ["serve", "--port", "8000"] }],
        Placement = new() { ClientPlace = users, MaxLatencyMilliseconds = 30 },
    });

    private static Variant Training(Architecture architecture, string launcher, long expectedSeconds, (string Name, string Value)[] environment) => new()
    {
        Architecture = architecture,
        DevicesPerMember = 8,
        DeviceMemoryMebibytes = 32_000,
        ExpectedSeconds = expectedSeconds,
        TimeLimitSeconds = 2 * 3600,
        Command = [launcher, "--nproc-per-node", "8", "train.py", "--epochs", "3"],
        Environment = environment.ToDictionary(e => e.Name, e => e.Value),
    };
}

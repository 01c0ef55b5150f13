using ComputeNet.Adapters.Kubernetes;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>A small cluster with H100 nodes, and adapters on it.</summary>
public static class KubernetesWorld
{
    public static readonly SiteId Site = new("kube");
    public const string Gpu = "nvidia.com/gpu";
    public const string Pool = "kube.nvidia-h100-sxm5";

    public static readonly IReadOnlyDictionary<string, string> H100 = new Dictionary<string, string> { ["nvidia.com/gpu.product"] = "NVIDIA-H100-80GB-HBM3", ["nvidia.com/gpu.memory"] = "81559" };

    public static ClusterStandIn Cluster(int nodes = 3, int gpus = 8)
    {
        var cluster = new ClusterStandIn();
        for (var i = 0; i < nodes; i++)
            cluster.AddNode($"gpu-{i}", new Dictionary<string, string> { [Gpu] = $"{gpus}" }, H100);
        return cluster;
    }

    public static KubernetesOptions Options(ClusterStandIn cluster, string? token = null) => new()
    {
        Centre = new Uri("http://localhost:1/"),
        Token = _ => "token",
        DataDirectory = Path.GetTempPath(),
        Site = Site,
        Cluster = cluster.Connection(token),
        Namespace = ClusterStandIn.Namespace,
        Images = new Dictionary<Architecture, string> { [Architecture.Cuda] = "site/cuda:1", [Architecture.Ascend] = "site/cann:1", [Architecture.Cpu] = "site/base:1" },
        RequestTimeout = TimeSpan.FromSeconds(20),
    };

    public static Variant Variant(int devices = 1, double seconds = 20, int exit = 0, string words = "done") => new()
    {
        Architecture = Architecture.Cuda,
        DevicesPerMember = devices,
        TimeLimitSeconds = 3600,
        Command = ["pretend", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{exit}", words],
    };

    public static JobOrder Order(string job, Variant? variant = null, long token = 1, int members = 1, string pool = Pool) => Orders.Of(job, pool, variant ?? Variant(), token, members);
}

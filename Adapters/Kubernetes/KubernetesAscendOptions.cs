using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>
/// What a cluster with Ascend devices needs besides: Huawei's device plugin names the resources, its Volcano plugin places whole cards along HCCS
/// rings, and both want marks on the pods. See the README for the stack that is expected.
/// </summary>
public sealed record KubernetesAscendOptions
{
    private static readonly string[] ChipLabels = ["node.kubernetes.io/npu.chip.name", "accelerator-type"];

    /// <summary>The 910 of the first generation, and every later one where the device plugin runs with its common name.</summary>
    public static readonly DeviceResource Ascend910 = new("huawei.com/Ascend910", Architecture.Ascend, "huawei-ascend-910") { ModelLabels = ChipLabels };

    /// <summary>The name that HAMi's device plugin gives the 910B; it shares cards by memory, rounded up to the chip's templates.</summary>
    public static readonly DeviceResource Ascend910B = new("huawei.com/Ascend910B", Architecture.Ascend, "huawei-ascend-910b") { ModelLabels = ["node.kubernetes.io/npu.chip.name"] };

    public static readonly DeviceResource Ascend310P = new("huawei.com/Ascend310P", Architecture.Ascend, "huawei-ascend-310p") { ModelLabels = ["node.kubernetes.io/npu.chip.name"] };

    /// <summary>The kinds of devices to look for; vNPUs that were cut beforehand (<c>huawei.com/Ascend910-8c</c>) are found by their whole.</summary>
    public IReadOnlyList<DeviceResource> Devices { get; init; } = [Ascend910, Ascend910B, Ascend310P];

    /// <summary>Ascend pods are placed by this scheduler, alone or in gangs; null leaves them to the cluster's default, which knows no rings.</summary>
    public string? Scheduler { get; init; } = "volcano";

    /// <summary>Marks by which Huawei's Volcano plugin knows which chips a pod means.</summary>
    public IReadOnlyDictionary<string, string> PodLabels { get; init; } = new Dictionary<string, string> { ["ring-controller.atlas"] = "ascend-910" };

    /// <summary>Labels that Huawei's plugin demands in selectors (<c>host-arch: huawei-arm</c>).</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>Set where the container runtime takes the cards from this variable, which Volcano's plugin writes as an annotation.</summary>
    public bool TellsVisibleDevices { get; init; }

    /// <summary>Ascend Docker Runtime as a runtime class; null where it is the nodes' default.</summary>
    public string? RuntimeClass { get; init; }
}

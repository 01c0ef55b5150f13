using System.Globalization;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>A Job of ours and the pods that the cluster has made for it, as they were seen together.</summary>
public sealed record ClusterJob(V1Job Job, IReadOnlyList<V1Pod> Pods)
{
    public string Name => Job.Metadata.Name;

    /// <summary>Null when it carries no key: then it is not ours, whatever it is called.</summary>
    public string? Key => Annotation(KubernetesNames.KeyAnnotation);

    public FencingToken Token => long.TryParse(Annotation(KubernetesNames.TokenAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var token) ? new(token) : FencingToken.None;

    public bool IsStopAsked => Annotation(KubernetesNames.StopAnnotation) is not null;

    public int Members => Job.Spec.Completions ?? 1;

    public string? Annotation(string name) => Job.Metadata.Annotations is { } all && all.TryGetValue(name, out var value) ? value : null;

    /// <summary>The condition if it holds. <c>SuccessCriteriaMet</c> and <c>FailureTarget</c> come before <c>Complete</c> and <c>Failed</c>, while pods still run.</summary>
    public V1JobCondition? Condition(string type) => Job.Status?.Conditions?.FirstOrDefault(c => c.Type == type && c.Status == "True");

    public bool IsFinished => Condition("Complete") is not null || Condition("Failed") is not null;
}

/// <summary>A kind of device as a cluster offers it: an extended resource, and where its nodes tell the model.</summary>
/// <param name="Name">The resource, <c>nvidia.com/gpu</c>.</param>
/// <param name="ModelOtherwise">The model where no label tells one.</param>
public sealed record DeviceResource(string Name, Architecture Architecture, string ModelOtherwise)
{
    /// <summary>Node labels that tell the model, the first one that is there.</summary>
    public IReadOnlyList<string> ModelLabels { get; init; } = [];

    /// <summary>The node label with a device's memory in MiB.</summary>
    public string? MemoryLabel { get; init; }

    /// <summary>How many times each device is advertised (HAMi's <c>deviceSplitCount</c>, time slicing); 1 when it is not split.</summary>
    public int SplitCount { get; init; } = 1;

    /// <summary>Takes device memory in MiB (HAMi's <c>nvidia.com/gpumem</c>, <c>huawei.com/Ascend910B-memory</c>): with it, shares of devices can be asked for.</summary>
    public string? MemoryResource { get; init; }

    /// <summary>Takes per cent of a device (HAMi's <c>nvidia.com/gpucores</c>).</summary>
    public string? CoreResource { get; init; }

    /// <summary>Resources of the partitions that the cluster cuts when they are asked for, by milli-devices (vNPU: 250 → <c>huawei.com/Ascend910-8c</c>).</summary>
    public IReadOnlyDictionary<int, string>? Templates { get; init; }

    public bool SharesByFraction => MemoryResource is not null;
}

/// <summary>Devices of one model that the cluster offers under one resource name.</summary>
/// <param name="Selector">Labels of its nodes that no other pool's nodes with that resource have; empty when there are none.</param>
public sealed record ClusterPool(PoolId Id, DeviceResource Resource, string Model, long? MemoryMebibytes, IReadOnlyDictionary<string, string> Selector, IReadOnlyList<ClusterNode> Nodes)
{
    public int Devices => Nodes.Sum(n => n.Devices);
}

/// <summary>A node's share in a pool.</summary>
/// <param name="IsReady">Its kubelet answers.</param>
/// <param name="IsCordoned">Somebody has closed it to new pods.</param>
public sealed record ClusterNode(string Name, int Devices, int MilliCores, int MemoryMebibytes, bool IsReady, bool IsCordoned);

/// <summary>What places all pods of a gang at once, or none.</summary>
public enum GangKeeper
{
    /// <summary>The queue admits a Job whole: quota, and with <c>waitForPodsReady</c> its pods too.</summary>
    Kueue,
    /// <summary>Volcano's <c>PodGroup</c>.</summary>
    Volcano,
    /// <summary>The scheduler's own <c>PodGroup</c> (1.36, alpha; beta since 1.37).</summary>
    Native,
}

/// <summary>What discovery found, and in which version the cluster serves it.</summary>
public sealed record GangSupport(GangKeeper Keeper, string Group, string Version);

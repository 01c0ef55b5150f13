using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>On which nodes the pods of an order may be. Pure.</summary>
public static class KubernetesPlacement
{
    public static IDictionary<string, string>? Selector(ClusterPool pool, KubernetesOptions options)
    {
        var all = new Dictionary<string, string>(options.NodeSelector);
        var ascend = pool.Resource.Architecture == Architecture.Ascend ? options.Ascend?.NodeSelector : null;
        foreach (var (name, value) in pool.Selector.Concat(ascend ?? new Dictionary<string, string>()).Concat(options.Pools.GetValueOrDefault(pool.Id)?.NodeSelector ?? new Dictionary<string, string>()))
            all[name] = value;
        return all.Count > 0 ? all : null;
    }

    /// <summary>
    /// The nodes that the centre has seated members on; without seats, those of the pool where no label tells them from others. A Job's pods are all made
    /// alike, so a gang over several nodes is only kept to those nodes, not each member to its own.
    /// </summary>
    public static V1Affinity? Affinity(JobOrder order, ClusterPool pool)
    {
        IReadOnlyList<string> nodes = order.Seats is { Count: > 0 } seats ? [.. seats.Select(s => s.Node).Distinct()] : pool.Selector.Count == 0 ? [.. pool.Nodes.Select(n => n.Name)] : [];
        if (nodes.Count == 0)
            return null;
        var term = new V1NodeSelectorTerm { MatchFields = null, MatchExpressions = [new() { Key = KubernetesNames.HostNameLabel, OperatorProperty = "In", Values = [.. nodes] }] };
        return new() { NodeAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = new() { NodeSelectorTerms = [term] } } };
    }

    public static IList<V1Toleration>? Tolerations(ClusterPool pool, KubernetesOptions options) =>
        options.Pools.GetValueOrDefault(pool.Id)?.Tolerations is { Count: > 0 } all
            ? [.. all.Select(t => new V1Toleration { Key = t.Key, OperatorProperty = t.Value is null ? "Exists" : "Equal", Value = t.Value, Effect = t.Effect })]
            : null;

    /// <summary>Volcano's gangs are placed by Volcano; otherwise the pool's own scheduler, if one is told.</summary>
    public static string? Scheduler(JobOrder order, ClusterPool pool, GangSupport? gangs, KubernetesOptions options) =>
        options.Pools.GetValueOrDefault(pool.Id)?.Scheduler
        ?? (order.GangMembers > 1 && gangs?.Keeper == GangKeeper.Volcano ? "volcano" : null)
        ?? (pool.Resource.Architecture == Architecture.Ascend ? options.Ascend?.Scheduler : null);
}

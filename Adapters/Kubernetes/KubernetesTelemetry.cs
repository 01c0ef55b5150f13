using ComputeNet.Contracts.Sites;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>What others than the network occupy of a cluster's devices, and which of its nodes take nothing new or do not answer. Pure.</summary>
public static class KubernetesTelemetry
{
    public static IReadOnlyList<PoolTelemetry> Of(IReadOnlyList<ClusterPool> pools, IReadOnlyList<V1Pod> pods, KubernetesOptions options)
    {
        // By the label, not by the namespace: what a person starts there by hand is no job of ours.
        var foreign = pods.Where(p => p.Spec.NodeName is not null && !IsOurs(p, options)).ToLookup(p => p.Spec.NodeName);
        return
        [
            .. from pool in pools
               let foreignDevices = pool.Nodes.Where(n => n.IsReady).Sum(n => Math.Min(n.Devices, Taken(foreign[n.Name], pool.Resource)))
               select new PoolTelemetry(
                   pool.Id, foreignDevices,
                   // A pool that tells its nodes leaves those out already: they must not count twice.
                   pool.Nodes.Where(n => n is { IsReady: true, IsCordoned: true }).Sum(n => n.Devices), pool.Nodes.Where(n => !n.IsReady).Sum(n => n.Devices)),
        ];
    }

    /// <summary>Devices that pods on a node ask for, rounded up: a core of which a pod takes a tenth is not ours to give whole.</summary>
    private static int Taken(IEnumerable<V1Pod> pods, DeviceResource resource) =>
        (int)Math.Ceiling(pods.Sum(p => p.Spec.Containers.Sum(c => Asked(c.Resources, resource.Name))) / resource.SplitCount);

    private static decimal Asked(V1ResourceRequirements? resources, string name) =>
        resources?.Requests is { } requests && requests.TryGetValue(name, out var requested) ? requested.ToDecimal()
        : resources?.Limits is { } limits && limits.TryGetValue(name, out var limit) ? limit.ToDecimal() : 0;

    private static bool IsOurs(V1Pod pod, KubernetesOptions options) =>
        pod.Metadata.Labels is { } labels && labels.TryGetValue(KubernetesNames.ManagedBy, out var by) && by == KubernetesNames.FieldManager
        && labels.TryGetValue(KubernetesNames.SiteLabel, out var site) && site == KubernetesNames.LabelOf(options.Site.Value);
}

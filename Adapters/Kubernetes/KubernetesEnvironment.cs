using System.Globalization;
using ComputeNet.Contracts.Sites;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>What a member finds in its environment: the variant's own, then who it is in its gang. Pure.</summary>
public static class KubernetesEnvironment
{
    public const string Member = "COMPUTENET_MEMBER";

    public static IEnumerable<V1EnvVar> Of(JobOrder order, ClusterPool pool, KubernetesAscendOptions? ascend, string checkpoint)
    {
        foreach (var (name, value) in order.Variant.Environment.OrderBy(v => v.Key, StringComparer.Ordinal).Where(v => !v.Key.StartsWith("COMPUTENET_", StringComparison.Ordinal)))
            yield return new() { Name = name, Value = KubernetesManifest.Literal(value) };
        yield return new() { Name = "COMPUTENET_JOB", Value = order.Job.Value };
        yield return new() { Name = Member, ValueFrom = FromAnnotation(KubernetesNames.IndexAnnotation) };
        yield return new() { Name = "COMPUTENET_MEMBERS", Value = order.GangMembers.ToString(CultureInfo.InvariantCulture) };
        if (order.Checkpoint is not null)
            yield return new() { Name = "COMPUTENET_CHECKPOINT", Value = checkpoint };
        if (ascend is { TellsVisibleDevices: true })
            yield return new() { Name = "ASCEND_VISIBLE_DEVICES", ValueFrom = FromAnnotation(pool.Resource.Name) };
    }

    private static V1EnvVarSource FromAnnotation(string name) => new() { FieldRef = new() { FieldPath = $"metadata.annotations['{name}']" } };
}

using System.Globalization;
using System.Text.RegularExpressions;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>Why a job's pods do not start, and when that is a no. Pure.</summary>
public static partial class KubernetesWaits
{
    public const string Unschedulable = "unschedulable";

    private static readonly HashSet<string> NeverPulled = ["InvalidImageName", "ErrImageNeverPull"];
    private static readonly HashSet<string> NotPulled = ["ImagePullBackOff", "ErrImagePull", "ImageInspectError", "RegistryUnavailable"];

    /// <summary>The site's no to a job whose pods have waited for devices longer than the site lets them.</summary>
    public static Refusal? TooLong(ClusterJob job, KubernetesOptions options, DateTimeOffset now) =>
        WaitingPod(job) is { } pod && now - Since(pod, job) > options.PlacementPatience ? Because(job, pod) : null;

    /// <summary>What the container's image or configuration prevents: at once when waiting cannot help, else after the site's patience.</summary>
    public static Refusal? NeverStarts(ClusterJob job, KubernetesOptions options, DateTimeOffset now)
    {
        foreach (var pod in job.Pods.Where(KubernetesMapping.IsAlive))
        {
            if (KubernetesMapping.StateOf(pod)?.Waiting is not { Reason: { } reason } waiting)
                continue;
            var isOver = now - (KubernetesMapping.Instant(pod.Status.StartTime) ?? now) > options.ImagePatience;
            if (NeverPulled.Contains(reason) || NotPulled.Contains(reason) && isOver)
                return Refusal.Because("image-not-pulled", ("image", pod.Spec.Containers[0].Image), ("reason", reason), ("message", waiting.Message));
            if (reason is "CreateContainerConfigError" or "CreateContainerError" && isOver)
                return Refusal.Because("container-not-created", ("reason", reason), ("message", waiting.Message));
        }
        return null;
    }

    /// <summary>
    /// The facts of the scheduler's sentence. Raw sample: <c>0/3 nodes are available: 3 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available: …</c>
    /// </summary>
    public static Refusal Parse(string? message)
    {
        var facts = new List<(string, object?)> { ("message", message) };
        if (NodesFit().Match(message ?? "") is { Success: true } nodes)
            facts.AddRange([("fittingNodes", nodes.Groups["fit"].Value), ("nodes", nodes.Groups["all"].Value)]);
        if (Insufficient().Match(message ?? "") is { Success: true } lack)
            facts.AddRange([("resource", lack.Groups["what"].Value.TrimEnd('.')), ("nodesWithout", int.Parse(lack.Groups["count"].Value, CultureInfo.InvariantCulture))]);
        return Refusal.Because(Unschedulable, [.. facts]);
    }

    private static Refusal Because(ClusterJob job, V1Pod pod)
    {
        var said = Parse(Scheduled(pod)?.Message);
        return said with { Facts = new Dictionary<string, string>(said.Facts) { ["job"] = job.Key ?? job.Name } };
    }

    private static V1Pod? WaitingPod(ClusterJob job) =>
        job.Pods.FirstOrDefault(p => KubernetesMapping.IsAlive(p) && p.Metadata.DeletionTimestamp is null && Scheduled(p) is { Status: "False" });

    private static V1PodCondition? Scheduled(V1Pod pod) => pod.Status?.Conditions?.FirstOrDefault(c => c.Type == "PodScheduled");

    private static DateTimeOffset? Since(V1Pod pod, ClusterJob job) =>
        KubernetesMapping.Instant(Scheduled(pod)?.LastTransitionTime ?? pod.Metadata.CreationTimestamp ?? job.Job.Metadata.CreationTimestamp);

    [GeneratedRegex(@"^(?<fit>\d+)/(?<all>\d+) nodes are available")]
    private static partial Regex NodesFit();

    [GeneratedRegex(@"(?<count>\d+) Insufficient (?<what>[A-Za-z0-9./_-]+)")]
    private static partial Regex Insufficient();
}

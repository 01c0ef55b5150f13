using System.Security.Cryptography;
using System.Text;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>What our objects are called in the cluster, and what is written on them.</summary>
public static class KubernetesNames
{
    /// <summary>Who wrote a field, as <c>kubectl … --show-managed-fields</c> tells it.</summary>
    public const string FieldManager = "computenet";
    public const string Container = "job";

    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string SiteLabel = "computenet.io/site";
    public const string JobLabel = "computenet.io/job";

    /// <summary>Written by the Job controller on its pods.</summary>
    public const string JobNameLabel = "batch.kubernetes.io/job-name";
    public const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";
    public const string HostNameLabel = "kubernetes.io/hostname";

    public const string KeyAnnotation = "computenet.io/key";
    public const string TokenAnnotation = "computenet.io/token";
    public const string WorkloadAnnotation = "computenet.io/workload";
    public const string PoolAnnotation = "computenet.io/pool";
    public const string GangAnnotation = "computenet.io/gang";

    /// <summary>When the job was asked to stop.</summary>
    public const string StopAnnotation = "computenet.io/stop-asked";

    /// <summary>The end of what a stopped job had written: its pods take their logs with them.</summary>
    public const string LogAnnotation = "computenet.io/log-tail";

    /// <summary>How the job ended, as it was told. Pods and conditions may still change after that; this does not.</summary>
    public const string EndAnnotation = "computenet.io/end";

    public const string KueueQueueLabel = "kueue.x-k8s.io/queue-name";
    public const string KueueJobLabel = "kueue.x-k8s.io/job-uid";
    public const string VolcanoGroupAnnotation = "scheduling.k8s.io/group-name";

    /// <summary>
    /// The name of a job's objects: the same for the same site and key in every process, so that a second submit meets the first.
    /// A key may have a hundred characters and dots; a Job's pods carry its name in a label of at most 63, hence the hash.
    /// </summary>
    public static string JobOf(SiteId site, JobKey job)
    {
        var readable = new string([.. job.Value.Select(c => c == '.' ? '-' : c).Take(40)]).Trim('-');
        return $"cn-{readable}-{Hash($"{site}/{job}")}";
    }

    /// <summary>A label value holds 63 characters, an id a hundred.</summary>
    public static string LabelOf(string id) => id.Length <= 63 ? id.TrimEnd('.', '-') : $"{id[..40].TrimEnd('.', '-')}-{Hash(id)}";

    /// <summary>All that belongs to the network at this site, and nothing else.</summary>
    public static string Selector(SiteId site) => $"{ManagedBy}={FieldManager},{SiteLabel}={LabelOf(site.Value)}";

    public static IDictionary<string, string> LabelsOf(SiteId site, JobKey job) => new Dictionary<string, string>
    {
        [ManagedBy] = FieldManager,
        [SiteLabel] = LabelOf(site.Value),
        [JobLabel] = LabelOf(job.Value),
    };

    public static IDictionary<string, string> AnnotationsOf(JobOrder order) => new Dictionary<string, string>
    {
        [KeyAnnotation] = order.Job.Value,
        [TokenAnnotation] = order.Token.ToString(),
        [WorkloadAnnotation] = order.Workload.Value,
        [PoolAnnotation] = order.Pool.Value,
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..10];
}

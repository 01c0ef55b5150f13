using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>From an order to a batch/v1 Job. Pure, and the same in every process: two agents that make it make the same one.</summary>
public static class KubernetesManifest
{
    /// <summary>128 + SIGKILL, 128 + SIGTERM: somebody else ended the program.</summary>
    private const int Killed = 137;
    private const int Terminated = 143;
    private const string CheckpointPath = "/computenet/checkpoint";

    public static V1Job Of(JobOrder order, ClusterPool pool, GangSupport? gangs, KubernetesOptions options)
    {
        var name = KubernetesNames.JobOf(options.Site, order.Job);
        var keeper = order.GangMembers > 1 ? gangs : null;
        var labels = KubernetesNames.LabelsOf(options.Site, order.Job);
        var annotations = KubernetesNames.AnnotationsOf(order);
        if (options.KueueQueue is { } queue)
            labels = new Dictionary<string, string>(labels) { [KubernetesNames.KueueQueueLabel] = queue };
        if (keeper is not null)
            annotations[KubernetesNames.GangAnnotation] = keeper.Keeper.ToString();
        // A gang that has lost a member has lost its run.
        var restarts = order.GangMembers > 1 ? 0 : options.Restarts;
        return new()
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new() { Name = name, NamespaceProperty = options.Namespace, Labels = labels, Annotations = annotations },
            Spec = new()
            {
                Completions = order.GangMembers,
                Parallelism = order.GangMembers,
                CompletionMode = "Indexed",
                BackoffLimit = restarts,
                // A pod on a node that does not answer may still be running: nothing takes its place before it is known to be over.
                PodReplacementPolicy = "Failed",
                PodFailurePolicy = new() { Rules = [.. Rules(restarts)] },
                // Kueue admits by letting the Job go.
                Suspend = options.KueueQueue is not null ? true : null,
                Template = Template(order, pool, keeper, options, name),
            },
        };
    }

    /// <summary>The body of the gang's <c>PodGroup</c>, owned by the Job so that it goes with it; null where the gang's keeper has none, or there is no gang.</summary>
    public static object? PodGroup(JobOrder order, V1Job job, GangSupport? gangs, KubernetesOptions options)
    {
        if (order.GangMembers < 2 || gangs is null or { Keeper: GangKeeper.Kueue })
            return null;
        var metadata = new V1ObjectMeta
        {
            Name = job.Metadata.Name,
            NamespaceProperty = options.Namespace,
            Labels = job.Metadata.Labels,
            OwnerReferences = [new() { ApiVersion = "batch/v1", Kind = "Job", Name = job.Metadata.Name, Uid = job.Metadata.Uid, Controller = true }],
        };
        object spec = gangs.Keeper == GangKeeper.Volcano
            ? new Dictionary<string, object?> { ["minMember"] = order.GangMembers, ["queue"] = options.VolcanoQueue ?? "default" }
            : new { schedulingPolicy = new { gang = new { minCount = order.GangMembers } } };
        return new { apiVersion = $"{gangs.Group}/{gangs.Version}", kind = "PodGroup", metadata, spec };
    }

    /// <summary>
    /// A disruption fails the Job at once, or counts where the site allows restarts: its condition then names it, although the pod itself may be gone before
    /// anybody reads it. Without restarts no rule looks at exit codes: the limit of 0 does, and a rule would also meet pods that a suspension ends.
    /// </summary>
    private static IEnumerable<V1PodFailurePolicyRule> Rules(int restarts)
    {
        yield return new() { Action = restarts > 0 ? "Count" : "FailJob", OnPodConditions = [new() { Type = "DisruptionTarget", Status = "True" }] };
        // What the program does wrong, it would do wrong again; another try is the centre's to decide.
        if (restarts > 0)
            yield return new() { Action = "FailJob", OnExitCodes = new() { OperatorProperty = "NotIn", Values = [0, Killed, Terminated] } };
    }

    private static V1PodTemplateSpec Template(JobOrder order, ClusterPool pool, GangSupport? keeper, KubernetesOptions options, string name)
    {
        var ascend = pool.Resource.Architecture == Architecture.Ascend ? options.Ascend : null;
        var said = options.Pools.GetValueOrDefault(pool.Id);
        var annotations = KubernetesNames.AnnotationsOf(order);
        if (keeper?.Keeper == GangKeeper.Volcano)
            annotations[KubernetesNames.VolcanoGroupAnnotation] = name;
        var grace = order.Checkpoint is null ? options.StopGrace : options.CheckpointGrace;
        return new()
        {
            Metadata = new() { Labels = KubernetesNames.LabelsOf(options.Site, order.Job).Concat(ascend?.PodLabels ?? new Dictionary<string, string>()).ToDictionary(), Annotations = annotations },
            Spec = new()
            {
                Containers = [Container(order, pool, ascend, options)],
                RestartPolicy = "Never",
                // The pod's own limit counts from its start on a node; the Job's would count the waiting too.
                ActiveDeadlineSeconds = order.Variant.TimeLimitSeconds,
                TerminationGracePeriodSeconds = (long)grace.TotalSeconds,
                // Nothing of the cluster is for the tenant's program: no token, no list of its services.
                AutomountServiceAccountToken = false,
                EnableServiceLinks = false,
                ImagePullSecrets = options.ImagePullSecrets.Count > 0 ? [.. options.ImagePullSecrets.Select(s => new V1LocalObjectReference { Name = s })] : null,
                NodeSelector = KubernetesPlacement.Selector(pool, options),
                Affinity = KubernetesPlacement.Affinity(order, pool),
                Tolerations = KubernetesPlacement.Tolerations(pool, options),
                SchedulerName = KubernetesPlacement.Scheduler(order, pool, keeper, options),
                SchedulingGroup = keeper?.Keeper == GangKeeper.Native ? new() { PodGroupName = name } : null,
                PriorityClassName = said?.PriorityClass,
                RuntimeClassName = said?.RuntimeClass ?? ascend?.RuntimeClass,
                Volumes = order.Checkpoint is null ? null : [new() { Name = "checkpoint", PersistentVolumeClaim = new() { ClaimName = options.CheckpointClaim } }],
            },
        };
    }

    private static V1Container Container(JobOrder order, ClusterPool pool, KubernetesAscendOptions? ascend, KubernetesOptions options) => new()
    {
        Name = KubernetesNames.Container,
        Image = KubernetesVeto.ImageOf(order, options),
        Command = [.. order.Variant.Command.Select(Literal)],
        Env = [.. KubernetesEnvironment.Of(order, pool, ascend, CheckpointPath)],
        Resources = KubernetesResources.Of(order, pool),
        SecurityContext = new() { AllowPrivilegeEscalation = false, Capabilities = new() { Drop = ["ALL"] }, SeccompProfile = new() { Type = "RuntimeDefault" } },
        // A checkpoint belongs to a member of the workload, whichever job of it that is.
        VolumeMounts = order.Checkpoint is null ? null
            : [new() { Name = "checkpoint", MountPath = CheckpointPath, SubPathExpr = $"{order.Workload}/$({KubernetesEnvironment.Member})" }],
        TerminationMessagePolicy = "FallbackToLogsOnError",
    };

    /// <summary>The kubelet replaces <c>$(NAME)</c> in commands and values; two dollar signs are one that it leaves alone.</summary>
    public static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}

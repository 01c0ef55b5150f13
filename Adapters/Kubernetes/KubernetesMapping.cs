using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>From what the cluster shows of a job to a sighting. Pure.</summary>
public static class KubernetesMapping
{
    public const string NodeLost = "node-lost";
    public const string TimeLimit = "time-limit";

    /// <param name="refused">Why the cluster makes no pods, from the Job's events; null when it says nothing of that kind.</param>
    public static JobSighting ToSighting(ClusterJob job, JobKey key, Refusal? refused, KubernetesOptions options, DateTimeOffset now)
    {
        var seen = new JobSighting(key, job.Token, JobState.Starting, now, StartedAt: StartOf(job));
        // Complete and Failed only: what comes before them (SuccessCriteriaMet, FailureTarget) is said while pods still run.
        if (job.Condition("Complete") is { } complete)
            return seen with { State = JobState.Succeeded, FinishedAt = Instant(job.Job.Status.CompletionTime ?? complete.LastTransitionTime) ?? now, ExitCode = 0 };
        // Asked to stop, pods end by a signal, and the Job controller may count that as a failure before it has suspended the Job.
        if (job.Condition("Failed") is { } ended && job.IsStopAsked)
            return seen with { State = JobState.Stopped, FinishedAt = Instant(ended.LastTransitionTime) ?? now };
        if (job.Condition("Failed") is { } failed)
            return KubernetesFailures.Of(job, failed, seen with { FinishedAt = Instant(failed.LastTransitionTime) ?? now });
        if (job.IsStopAsked && job.Condition("Suspended") is { } suspended && !job.Pods.Any(IsAlive) && job.Job.Status is { Terminating: null or 0, Active: null or 0 })
            return seen with { State = JobState.Stopped, FinishedAt = Instant(suspended.LastTransitionTime) ?? now };
        if (LostPod(job, options, now) is { } lost)
            return seen with { State = JobState.Lost, FinishedAt = now, Why = Refusal.Because(NodeLost, ("job", key), ("node", lost.Spec.NodeName), ("member", MemberOf(lost))) };
        if (!job.IsStopAsked && (refused ?? KubernetesWaits.TooLong(job, options, now)) is { } no)
            return seen with { State = JobState.Refused, FinishedAt = now, Why = no };
        if (KubernetesWaits.NeverStarts(job, options, now) is { } never)
            return seen with { State = JobState.Failed, FinishedAt = now, Why = never };
        // The Job's own counts lag by a second or two; the pods are the fact.
        var up = job.Pods.Count(p => p.Status?.Phase is "Running" or "Succeeded");
        return up >= job.Members ? seen with { State = JobState.Running } : seen;
    }

    /// <summary>The member whose log tells how it went: the first that failed, else the first.</summary>
    public static V1Pod? TellingPod(ClusterJob job) =>
        job.Pods.Where(p => p.Status?.Phase is "Running" or "Succeeded" or "Failed")
            .OrderBy(p => p.Status.Phase == "Failed" ? 0 : 1).ThenBy(p => p.Status.Phase == "Failed" ? EndOf(p) : null).ThenBy(MemberOf).ThenByDescending(p => p.Metadata.CreationTimestamp).FirstOrDefault();

    public static int MemberOf(V1Pod pod) =>
        pod.Metadata.Annotations is { } all && all.TryGetValue(KubernetesNames.IndexAnnotation, out var text) && int.TryParse(text, out var index) ? index : 0;

    /// <summary>It is not over, as far as the cluster knows.</summary>
    public static bool IsAlive(V1Pod pod) => pod.Status?.Phase is not ("Succeeded" or "Failed");

    public static V1ContainerState? StateOf(V1Pod pod) => pod.Status?.ContainerStatuses?.FirstOrDefault(c => c.Name == KubernetesNames.Container)?.State;

    public static DateTimeOffset? EndOf(V1Pod pod) => Instant(StateOf(pod)?.Terminated?.FinishedAt);

    public static DateTimeOffset? Instant(DateTime? utc) => utc is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;

    /// <summary>A pod that was to go and did not, well after its time for going: its node does not answer. It may still be running there.</summary>
    private static V1Pod? LostPod(ClusterJob job, KubernetesOptions options, DateTimeOffset now) =>
        job.Pods.Where(IsAlive).FirstOrDefault(p => Instant(p.Metadata.DeletionTimestamp) is { } due && p.Spec.NodeName is not null && now - due > options.LostNodePatience);

    private static DateTimeOffset? StartOf(ClusterJob job) =>
        job.Pods.Select(StateOf).Select(s => Instant(s?.Running?.StartedAt ?? s?.Terminated?.StartedAt)).Where(t => t is not null).Min();
}

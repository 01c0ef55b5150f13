using System.Globalization;
using System.Text.RegularExpressions;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>
/// Why a Job failed, from its pods. What the program did is <c>Failed</c> and final for its workload; what the cluster did to it (preemption, eviction, a lost
/// node) is <c>Lost</c>: the centre decides where it goes on. Pure.
/// </summary>
public static partial class KubernetesFailures
{
    public const string Disrupted = "disrupted-by-site";

    /// <summary>Reasons of the pod condition <c>DisruptionTarget</c>.</summary>
    private static readonly Dictionary<string, string> Disruptions = new()
    {
        ["PreemptionByScheduler"] = "preempted-by-site",
        ["DeletionByTaintManager"] = KubernetesMapping.NodeLost,
        ["DeletionByPodGC"] = KubernetesMapping.NodeLost,
        ["EvictionByEvictionAPI"] = "evicted-by-site",
        ["TerminationByKubelet"] = "evicted-by-site",
    };

    public static JobSighting Of(ClusterJob job, V1JobCondition condition, JobSighting seen)
    {
        var failed = job.Pods.Where(p => p.Status?.Phase == "Failed").OrderBy(p => KubernetesMapping.EndOf(p) ?? DateTimeOffset.MaxValue).ToList();
        if (condition.Reason == "DeadlineExceeded" || failed.Any(p => p.Status.Reason == "DeadlineExceeded"))
            return Failed(KubernetesMapping.TimeLimit, ("limitSeconds", job.Job.Spec.Template.Spec.ActiveDeadlineSeconds));
        if (failed.Select(p => (Pod: p, Code: DisruptionOf(p))).FirstOrDefault(p => p.Code is not null) is { Code: { } code } disrupted)
            return seen with
            {
                State = JobState.Lost,
                Why = Refusal.Because(code, ("job", seen.Job), ("member", KubernetesMapping.MemberOf(disrupted.Pod)), ("node", disrupted.Pod.Spec.NodeName),
                    ("restarts", job.Job.Status.Failed - 1 ?? 0), ("reason", MessageOf(disrupted.Pod))),
            };
        // The pods may be gone already; the Job's condition still says what its policy met.
        if (condition.Message?.Contains("DisruptionTarget", StringComparison.Ordinal) == true || failed.Count == 0 && condition.Reason == "BackoffLimitExceeded" && job.Job.Spec.BackoffLimit > 0)
            return seen with { State = JobState.Lost, Why = Refusal.Because(Disrupted, ("job", seen.Job), ("message", condition.Message), ("restarts", job.Job.Spec.BackoffLimit)) };
        if (failed.FirstOrDefault() is not { } first)
            return ExitIn(condition) is var (member, exit)
                ? Failed("exit-status", ("member", member), ("exitStatus", exit)) with { ExitCode = exit }
                : Failed("job-failed", ("reason", condition.Reason), ("message", condition.Message));
        return KubernetesMapping.StateOf(first)?.Terminated switch
        {
            { Reason: "OOMKilled" } => Failed("out-of-memory", ("member", KubernetesMapping.MemberOf(first)), ("limitMebibytes", job.Job.Spec.Template.Spec.Containers[0].Resources?.Limits is { } l && l.TryGetValue("memory", out var m) ? m.ToInt64() >> 20 : null)),
            { Reason: "StartError" or "ContainerCannotRun" } no => Failed("executable-not-found", ("program", job.Job.Spec.Template.Spec.Containers[0].Command?.FirstOrDefault()), ("member", KubernetesMapping.MemberOf(first)), ("message", no.Message)),
            { } ended => Failed("exit-status", ("member", KubernetesMapping.MemberOf(first)), ("exitStatus", ended.ExitCode)) with { ExitCode = ended.ExitCode },
            // The kubelet refused it: the devices it was bound for are not there any more, say. The program has not run.
            null => seen with { State = JobState.Lost, Why = Refusal.Because("not-admitted-by-node", ("node", first.Spec.NodeName), ("reason", first.Status.Reason), ("message", first.Status.Message)) },
        };

        JobSighting Failed(string why, params (string, object?)[] facts) => seen with { State = JobState.Failed, Why = Refusal.Because(why, [("job", seen.Job), .. facts]) };
    }

    private static string? DisruptionOf(V1Pod pod)
    {
        if (pod.Status.Conditions?.FirstOrDefault(c => c is { Type: "DisruptionTarget", Status: "True" }) is { } target)
            return Disruptions.GetValueOrDefault(target.Reason ?? "", "evicted-by-site");
        return pod.Status.Reason switch
        {
            "Evicted" => "evicted-by-site",
            "NodeLost" => KubernetesMapping.NodeLost,
            "Preempting" => "preempted-by-site",
            _ => null,
        };
    }

    /// <summary>Raw sample: <c>Container job for pod lab/cn-w-1-1-6f0c6f2a11-0-x7k2p failed with exit code 3 matching FailJob rule at index 1</c>.</summary>
    private static (int Member, int Code)? ExitIn(V1JobCondition condition) => ExitCode().Match(condition.Message ?? "") is { Success: true } found
        ? (int.Parse(found.Groups["member"].Value, CultureInfo.InvariantCulture), int.Parse(found.Groups["code"].Value, CultureInfo.InvariantCulture)) : null;

    [GeneratedRegex("-(?<member>[0-9]+)-[a-z0-9]+ failed with exit code (?<code>[0-9]+)")]
    private static partial Regex ExitCode();

    private static string? MessageOf(V1Pod pod) =>
        pod.Status.Conditions?.FirstOrDefault(c => c is { Type: "DisruptionTarget", Status: "True" })?.Message ?? pod.Status.Message;
}

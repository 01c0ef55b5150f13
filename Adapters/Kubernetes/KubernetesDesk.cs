using System.Text.Json;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>
/// Reads and writes what the cluster keeps of our jobs. Every write names the version that it changes, so that of two writers one begins anew.
/// </summary>
internal sealed class KubernetesDesk(KubernetesOptions options, KubernetesClient client, KubernetesView view, TimeProvider clock)
{
    /// <summary>How often a write begins anew because somebody was faster.</summary>
    public const int MostTries = 5;

    private const int LogLines = 400;
    private const int LogBytes = 1 << 20;

    /// <summary>Null when the API server answered and does not know it. A job of that name that is not ours is refused, never touched.</summary>
    /// <param name="mayBeRemembered">The copy that the watches keep will do.</param>
    public async Task<ClusterJob?> FindAsync(JobKey job, CancellationToken ct, bool mayBeRemembered = false)
    {
        var name = KubernetesNames.JobOf(options.Site, job);
        var found = (mayBeRemembered ? view.Find(name) : null) ?? await client.FindJobAsync(name, ct);
        return found is null || found.Key == job.Value ? found
            : throw new SchedulerException(SchedulerTrouble.Refused, Refusal.Because("name-taken", ("name", name), ("namespace", options.Namespace)));
    }

    /// <summary>How the job was told to have ended; null when it was not.</summary>
    public JobSighting? EndOf(ClusterJob job) =>
        job.Annotation(KubernetesNames.EndAnnotation) is { } end ? JsonSerializer.Deserialize<JobSighting>(end, WireFormat.Json)! with { Token = job.Token } : null;

    /// <summary>
    /// Why the Job controller could make no pods. That stands in the Job's events only; they are asked for while there are none of its pods.
    /// </summary>
    public async Task<Refusal?> WhyNoPodsAsync(ClusterJob job, CancellationToken ct)
    {
        if (job.Pods.Count > 0 || job.IsFinished || job.Job.Spec.Suspend == true)
            return null;
        var events = await client.ListEventsAsync(job.Job.Metadata.Uid, ct);
        return events.Where(e => e.Reason == "FailedCreate").Select(e => KubernetesTrouble.Denial(e.Message ?? "")).LastOrDefault(denial => denial is not null);
    }

    /// <summary>
    /// Writes the end on the job before it is told, so that it stays what it was, whatever becomes of its pods. Of a job that is not over for the cluster
    /// (its node is lost, nothing fits), nothing may start any more. Null when the job has changed since it was read: then it must be looked at anew.
    /// </summary>
    public async Task<JobSighting?> TryRecordEndAsync(ClusterJob job, JobSighting end, CancellationToken ct)
    {
        end = end with { LogTail = await ReadLogAsync(job, ct) is { Length: > 0 } log ? log : null };
        var metadata = new { annotations = new Dictionary<string, string> { [KubernetesNames.EndAnnotation] = JsonSerializer.Serialize(end, WireFormat.Json) } };
        if (await client.TryPatchJobAsync(job.Job, metadata, job.IsFinished ? null : new { suspend = true }, ct) is not { } written)
            return null;
        view.Put(written);
        return end;
    }

    /// <summary>Suspending lets the Job controller end the pods (SIGTERM, their grace, SIGKILL) and keeps the Job itself, which remembers that it was asked to.</summary>
    public async Task AskToStopAsync(ClusterJob job, CancellationToken ct)
    {
        var (current, log) = (job, await ReadLogAsync(job, ct));
        for (var i = 0; i < MostTries; i++)
        {
            var marks = new Dictionary<string, string> { [KubernetesNames.StopAnnotation] = clock.GetUtcNow().ToString("O"), [KubernetesNames.LogAnnotation] = log };
            if (await client.TryPatchJobAsync(current.Job, new { annotations = marks }, new { suspend = true }, ct) is { } written)
            {
                view.Put(written);
                return;
            }
            if (await client.FindJobAsync(job.Name, ct) is not { IsFinished: false, IsStopAsked: false } again)
                return;
            current = again;
        }
        throw ChangedMeanwhile(new(job.Key!));
    }

    /// <summary>Leaves the order's token on the job; <see cref="SchedulerTrouble.StaleLease"/> when a higher one is there: an agent that was cut off must not have its way.</summary>
    public async Task FenceAsync(JobOrder order, V1Job job, CancellationToken ct)
    {
        var current = new ClusterJob(job, []);
        for (var i = 0; i < MostTries; i++)
        {
            if (order.Token < current.Token)
                throw new SchedulerException(SchedulerTrouble.StaleLease, Refusal.Because("stale-lease", ("job", order.Job), ("token", order.Token), ("highestTokenSeen", current.Token)));
            if (order.Token == current.Token)
                return;
            var metadata = new { annotations = new Dictionary<string, string> { [KubernetesNames.TokenAnnotation] = order.Token.ToString() } };
            if (await client.TryPatchJobAsync(current.Job, metadata, null, ct) is { } written)
            {
                view.Put(written);
                return;
            }
            current = await client.FindJobAsync(current.Name, ct) ?? throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("job-being-removed", ("job", order.Job)));
        }
        throw ChangedMeanwhile(order.Job);
    }

    public static SchedulerException ChangedMeanwhile(JobKey job) => new(SchedulerTrouble.Unreachable, Refusal.Because("job-changed-meanwhile", ("job", job)));

    /// <summary>From the member that tells how it went; of a stopped job what was read before its pods went.</summary>
    public async Task<string> ReadLogAsync(ClusterJob job, CancellationToken ct)
    {
        var raw = KubernetesMapping.TellingPod(job) is { } pod ? await client.ReadLogAsync(pod.Metadata.Name, LogLines, LogBytes, ct) : [];
        return raw.Length > 0 ? LogText.Tail(raw) : job.Annotation(KubernetesNames.LogAnnotation) ?? "";
    }
}

using System.Globalization;
using k8s;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>
/// Indexed Jobs as the real controller keeps them, seen on a 1.36 control plane: counts lag by a step, <c>SuccessCriteriaMet</c> comes before <c>Complete</c> and
/// <c>FailureTarget</c> before <c>Failed</c>, pods that may not be made are an event, and a pod that was told to go is replaced only when it is over.
/// </summary>
public sealed class JobController(ObjectStore store, Admission admission)
{
    private const string Tracking = "batch.kubernetes.io/job-tracking";
    private readonly Dictionary<string, int> activeBefore = [];

    public void Step()
    {
        foreach (var job in store.All<V1Job>(Resource.Jobs))
            Step(job);
    }

    private void Step(V1Job job)
    {
        if (Has(job, "Complete") || Has(job, "Failed"))
            return;
        job.Status ??= new();
        job.Status.Conditions ??= [];
        var pods = PodsOf(job);
        var failure = Count(job, pods);
        var alive = pods.Where(p => p.Status?.Phase is not ("Succeeded" or "Failed")).ToList();
        var active = alive.Where(p => p.Metadata.DeletionTimestamp is null).ToList();
        (job.Status.Active, activeBefore[job.Metadata.Uid]) = (activeBefore.GetValueOrDefault(job.Metadata.Uid), active.Count);
        job.Status.Terminating = alive.Count - active.Count;
        if (job.Status.Conditions.FirstOrDefault(c => c.Type == "FailureTarget") is { } target)
            Fail(job, target, alive);
        else if (failure is var (reason, message))
        {
            Say(job, "FailureTarget", reason, message);
            active.ForEach(Dismiss);
        }
        else if (job.Status.Succeeded >= job.Spec.Completions)
            Complete(job, alive);
        else if (job.Spec.Suspend == true)
            Suspend(job, active);
        else
            Run(job, alive);
        store.Save(Resource.Jobs, job);
    }

    /// <summary>Counts pods that are over, once each, and lets go of them; the answer is why the Job fails, if it does.</summary>
    private (string Reason, string Message)? Count(V1Job job, List<V1Pod> pods)
    {
        (string, string)? failure = null;
        // The policy looks at every failed pod that is there, also at one that the controller itself has told to go.
        if (!Has(job, "FailureTarget"))
            failure = pods.Where(p => p.Status?.Phase == "Failed").Select(p => PodFailures.Judge(job, p)).FirstOrDefault(f => f is not null);
        foreach (var pod in pods.Where(p => p.Status?.Phase is "Succeeded" or "Failed" && p.Metadata.Finalizers?.Contains(Tracking) == true))
        {
            if (pod.Status.Phase == "Succeeded")
                job.Status.Succeeded = (job.Status.Succeeded ?? 0) + 1;
            else
                job.Status.Failed = (job.Status.Failed ?? 0) + 1;
            pod.Metadata.Finalizers = null;
            store.Save(Resource.Pods, pod);
            if (pod.Metadata.DeletionTimestamp is not null)
                store.Remove(Resource.Pods, pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        }
        return failure ?? (job.Status.Failed > job.Spec.BackoffLimit && !Has(job, "FailureTarget") && job.Spec.Suspend != true ? ("BackoffLimitExceeded", "Job has reached the specified backoff limit") : null);
    }

    /// <summary>Pods that the controller itself dismisses are let go of first: they are not counted.</summary>
    private void Dismiss(V1Pod pod)
    {
        pod.Metadata.Finalizers = null;
        store.Save(Resource.Pods, pod);
        PodEnds.Ask(store, pod);
    }

    private void Fail(V1Job job, V1JobCondition target, List<V1Pod> alive)
    {
        alive.ForEach(Dismiss);
        if (alive.Count == 0)
            Say(job, "Failed", target.Reason, target.Message);
    }

    private void Complete(V1Job job, List<V1Pod> alive)
    {
        if (!Has(job, "SuccessCriteriaMet"))
            Say(job, "SuccessCriteriaMet", "CompletionsReached", "Reached expected number of succeeded pods");
        else if (alive.Count == 0)
        {
            Say(job, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
            job.Status.CompletionTime = Instant();
        }
    }

    private void Suspend(V1Job job, List<V1Pod> active)
    {
        active.ForEach(Dismiss);
        job.Status.StartTime = null;
        if (!Has(job, "Suspended"))
            Say(job, "Suspended", "JobSuspended", "Job suspended");
    }

    private void Run(V1Job job, List<V1Pod> alive)
    {
        if (job.Status.Conditions.FirstOrDefault(c => c is { Type: "Suspended", Status: "True" }) is { } suspended)
            (suspended.Status, suspended.Reason, suspended.LastTransitionTime) = ("False", "JobResumed", Instant());
        job.Status.StartTime ??= Instant();
        var over = PodsOf(job).Where(p => p.Status?.Phase == "Succeeded").Select(IndexOf).ToHashSet();
        for (var index = 0; index < job.Spec.Completions; index++)
            if (!over.Contains(index) && !alive.Any(p => IndexOf(p) == index))
                Make(job, index);
    }

    private void Make(V1Job job, int index)
    {
        var pod = KubernetesJson.Deserialize<V1Pod>(KubernetesJson.Serialize(new { metadata = job.Spec.Template.Metadata, spec = job.Spec.Template.Spec }));
        (pod.ApiVersion, pod.Kind) = ("v1", "Pod");
        pod.Metadata.GenerateName = $"{job.Metadata.Name}-{index}-";
        pod.Metadata.Labels = new Dictionary<string, string>(pod.Metadata.Labels ?? new Dictionary<string, string>()) { ["batch.kubernetes.io/job-name"] = job.Metadata.Name };
        pod.Metadata.Annotations = new Dictionary<string, string>(pod.Metadata.Annotations ?? new Dictionary<string, string>()) { ["batch.kubernetes.io/job-completion-index"] = index.ToString(CultureInfo.InvariantCulture) };
        pod.Metadata.OwnerReferences = [new() { ApiVersion = "batch/v1", Kind = "Job", Name = job.Metadata.Name, Uid = job.Metadata.Uid, Controller = true }];
        pod.Metadata.Finalizers = [Tracking];
        pod.Status = new() { Phase = "Pending" };
        try
        {
            var body = System.Text.Json.Nodes.JsonNode.Parse(KubernetesJson.Serialize(pod))!.AsObject();
            admission.Admit(Resource.Pods, job.Metadata.NamespaceProperty, body);
            store.Create(Resource.Pods, job.Metadata.NamespaceProperty, body);
        }
        catch (ApiTrouble no)
        {
            store.Create(Resource.Events, job.Metadata.NamespaceProperty, new Corev1Event
            {
                Metadata = new() { GenerateName = $"{job.Metadata.Name}." },
                InvolvedObject = new() { Kind = "Job", Name = job.Metadata.Name, Uid = job.Metadata.Uid },
                Reason = "FailedCreate",
                Type = "Warning",
                Message = $"Error creating: {no.Message}",
            });
        }
    }

    private List<V1Pod> PodsOf(V1Job job) => [.. store.All<V1Pod>(Resource.Pods).Where(p => p.Metadata.OwnerReferences?.Any(o => o.Uid == job.Metadata.Uid) == true)];

    private void Say(V1Job job, string type, string reason, string message)
    {
        var old = job.Status.Conditions.FirstOrDefault(c => c.Type == type);
        if (old is not null)
            job.Status.Conditions.Remove(old);
        job.Status.Conditions.Add(new() { Type = type, Status = "True", Reason = reason, Message = message, LastTransitionTime = Instant(), LastProbeTime = Instant() });
    }

    private DateTime Instant() => DateTime.Parse(store.Now(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static bool Has(V1Job job, string type) => job.Status?.Conditions?.Any(c => c.Type == type && c.Status == "True") == true;

    private static int IndexOf(V1Pod pod) => int.Parse(pod.Metadata.Annotations["batch.kubernetes.io/job-completion-index"], CultureInfo.InvariantCulture);
}

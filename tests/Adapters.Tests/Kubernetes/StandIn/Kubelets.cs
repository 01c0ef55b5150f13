using System.Globalization;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>
/// What runs pods on all nodes. A container does what its command says: <c>pretend SECONDS EXIT [WORDS]</c>; an image <c>missing/…</c> never arrives. A node that
/// is cut off goes on running its pods and says nothing.
/// </summary>
public sealed class Kubelets(ObjectStore store)
{
    private readonly Dictionary<string, string> logs = [];

    public HashSet<string> CutOff { get; } = [];

    /// <summary>Every container of the network's that was started: the job's key, its member, and where.</summary>
    public List<(string Key, int Member, string Node)> Starts { get; } = [];

    public string? LogOf(string ns, string pod) => logs.GetValueOrDefault($"{ns}/{pod}");

    public void Step()
    {
        foreach (var pod in store.All<V1Pod>(Resource.Pods).Where(p => p.Spec.NodeName is { } node && !CutOff.Contains(node)))
        {
            if (pod.Status?.Phase is not ("Succeeded" or "Failed"))
                Step(pod);
            // How it ended is written first, and is there to be read for a moment.
            else if (pod.Metadata is { DeletionTimestamp: not null, Finalizers: null or { Count: 0 } })
                store.Remove(Resource.Pods, pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        }
    }

    private void Step(V1Pod pod)
    {
        var state = pod.Status.ContainerStatuses?.FirstOrDefault()?.State;
        if (pod.Metadata.DeletionTimestamp is not null)
            End(pod, 143, "Error", pod.Status.Reason);
        else if (state?.Running is not { StartedAt: { } started })
            Start(pod);
        else if (pod.Spec.ActiveDeadlineSeconds is { } limit && Instant() - started >= TimeSpan.FromSeconds(limit))
            End(pod, 137, "Error", "DeadlineExceeded");
        else if (Command(pod) is (var seconds, var exit, _) && Instant() - started >= TimeSpan.FromSeconds(seconds))
            End(pod, exit, exit == 0 ? "Completed" : exit == 137 ? "OOMKilled" : "Error", null);
    }

    private void Start(V1Pod pod)
    {
        pod.Status.StartTime ??= Instant();
        if (pod.Spec.Containers[0].Image.StartsWith("missing/", StringComparison.Ordinal))
            Tell(pod, new() { Waiting = new() { Reason = "ImagePullBackOff", Message = $"Back-off pulling image \"{pod.Spec.Containers[0].Image}\"" } });
        else
        {
            if (pod.Metadata.Annotations is { } told && told.TryGetValue("computenet.io/key", out var key))
                Starts.Add((key, int.Parse(told["batch.kubernetes.io/job-completion-index"], CultureInfo.InvariantCulture), pod.Spec.NodeName));
            logs[$"{pod.Metadata.NamespaceProperty}/{pod.Metadata.Name}"] = Command(pod).Words;
            pod.Status.Phase = "Running";
            Tell(pod, new() { Running = new() { StartedAt = Instant() } });
        }
    }

    private void End(V1Pod pod, int exit, string reason, string? podReason)
    {
        var started = pod.Status.ContainerStatuses?.FirstOrDefault()?.State?.Running?.StartedAt;
        pod.Status.Phase = exit == 0 && podReason is null ? "Succeeded" : "Failed";
        pod.Status.Reason = podReason;
        Tell(pod, new() { Terminated = new() { ExitCode = exit, Reason = reason, StartedAt = started, FinishedAt = Instant() } });
        if (pod.Metadata.DeletionTimestamp is not null)
            logs.Remove($"{pod.Metadata.NamespaceProperty}/{pod.Metadata.Name}");
    }

    private void Tell(V1Pod pod, V1ContainerState state)
    {
        pod.Status.ContainerStatuses = [new() { Name = pod.Spec.Containers[0].Name, Image = pod.Spec.Containers[0].Image, ImageID = "", Ready = state.Running is not null, RestartCount = 0, State = state }];
        store.Save(Resource.Pods, pod);
    }

    private static (double Seconds, int Exit, string Words) Command(V1Pod pod) => pod.Spec.Containers[0].Command?.ToList() is ["pretend", var seconds, var exit, .. var words]
        ? (double.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(exit, CultureInfo.InvariantCulture), string.Concat(words.Select(w => w + "\n")))
        : (1e8, 0, "");

    private DateTime Instant() => DateTime.Parse(store.Now(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}

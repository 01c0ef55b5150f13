using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComputeNet.Adapters.Port;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>The API server as we speak to it: paged lists, coded trouble, our field manager. Nothing of ours is decided here.</summary>
public sealed class KubernetesClient(KubernetesOptions options) : IDisposable
{
    private const int PageSize = 500;

    private readonly k8s.Kubernetes api = new(options.Cluster);

    public Task<List<V1Node>> ListNodesAsync(CancellationToken ct) => ListAsync<V1Node, V1NodeList>(
        (page, token) => api.CoreV1.ListNodeWithHttpMessagesAsync(continueParameter: page, limit: PageSize, cancellationToken: token), ct);

    /// <summary>The pods of all namespaces that are on nodes and not over.</summary>
    public Task<List<V1Pod>> ListPodsOfNodesAsync(CancellationToken ct) => ListAsync<V1Pod, V1PodList>(
        (page, token) => api.CoreV1.ListPodForAllNamespacesWithHttpMessagesAsync(fieldSelector: "status.phase!=Succeeded,status.phase!=Failed", continueParameter: page, limit: PageSize, cancellationToken: token), ct);

    /// <summary>Null when the API server answered and has none.</summary>
    public async Task<ClusterJob?> FindJobAsync(string name, CancellationToken ct)
    {
        try
        {
            var job = await AskAsync(token => api.BatchV1.ReadNamespacedJobWithHttpMessagesAsync(name, options.Namespace, cancellationToken: token), ct);
            var pods = await ListAsync<V1Pod, V1PodList>((page, token) => api.CoreV1.ListNamespacedPodWithHttpMessagesAsync(
                options.Namespace, labelSelector: $"{KubernetesNames.JobNameLabel}={name}", continueParameter: page, limit: PageSize, cancellationToken: token), ct);
            return new(job, pods);
        }
        // The words, too: a proxy or a wrong address answers 404 as well, and knows nothing of jobs.
        catch (SchedulerException e) when (e.InnerException is HttpOperationException { Response.StatusCode: HttpStatusCode.NotFound } no && KubernetesTrouble.StatusIn(no.Response.Content) is { Reason: "NotFound" })
        {
            return null;
        }
    }

    /// <summary>Null when an object of that name is there already.</summary>
    public async Task<V1Job?> TryCreateJobAsync(V1Job job, CancellationToken ct)
    {
        try
        {
            return await AskAsync(token => api.BatchV1.CreateNamespacedJobWithHttpMessagesAsync(job, options.Namespace, fieldManager: KubernetesNames.FieldManager, cancellationToken: token), ct);
        }
        catch (SchedulerException e) when (IsAlreadyThere(e))
        {
            return null;
        }
    }

    /// <summary>Changes a Job if it is still in the version that was read; null when somebody was faster.</summary>
    public async Task<V1Job?> TryPatchJobAsync(V1Job read, object metadata, object? spec, CancellationToken ct)
    {
        var patch = JsonSerializer.SerializeToNode(new { metadata, spec }) as JsonObject ?? [];
        patch["metadata"]!["resourceVersion"] = read.Metadata.ResourceVersion;
        if (spec is null)
            patch.Remove("spec");
        try
        {
            return await AskAsync(token => api.BatchV1.PatchNamespacedJobWithHttpMessagesAsync(
                new V1Patch(patch, V1Patch.PatchType.MergePatch), read.Metadata.Name, options.Namespace, fieldManager: KubernetesNames.FieldManager, cancellationToken: token), ct);
        }
        catch (SchedulerException e) when (e.InnerException is HttpOperationException { Response.StatusCode: HttpStatusCode.Conflict or HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    /// <summary>Removes the very Job that was read, and what it owns; one that is gone is no error.</summary>
    public async Task DeleteJobAsync(V1Job read, CancellationToken ct)
    {
        try
        {
            await AskAsync(token => api.BatchV1.DeleteNamespacedJobWithHttpMessagesAsync(read.Metadata.Name, options.Namespace,
                new V1DeleteOptions { PropagationPolicy = "Background", Preconditions = new() { Uid = read.Metadata.Uid } }, cancellationToken: token), ct);
        }
        catch (SchedulerException e) when (e.InnerException is HttpOperationException { Response.StatusCode: HttpStatusCode.NotFound or HttpStatusCode.Conflict })
        {
            return;
        }
    }

    /// <summary>What the cluster says of an object, oldest first.</summary>
    public async Task<IReadOnlyList<Corev1Event>> ListEventsAsync(string uid, CancellationToken ct) => await ListAsync<Corev1Event, Corev1EventList>(
        (page, token) => api.CoreV1.ListNamespacedEventWithHttpMessagesAsync(options.Namespace, fieldSelector: $"involvedObject.uid={uid}", continueParameter: page, limit: PageSize, cancellationToken: token), ct);

    /// <summary>The newest lines of a member's output; empty when there is none, or it is gone with its node.</summary>
    public async Task<byte[]> ReadLogAsync(string pod, int lines, int bytes, CancellationToken ct)
    {
        try
        {
            var log = await AskAsync(token => api.CoreV1.ReadNamespacedPodLogWithHttpMessagesAsync(pod, options.Namespace, KubernetesNames.Container, tailLines: lines, limitBytes: bytes, cancellationToken: token), ct);
            using var all = new MemoryStream();
            await using (log)
                await log.CopyToAsync(all, ct);
            return all.ToArray();
        }
        catch (SchedulerException e) when (e.InnerException is HttpOperationException { Response.StatusCode: HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError })
        {
            return [];
        }
    }

    /// <summary>The versions in which the cluster serves a resource of a group, its preferred one first; empty when it does not.</summary>
    public async Task<IReadOnlyList<string>> VersionsOfAsync(string group, string resource, CancellationToken ct)
    {
        var groups = await AskAsync(token => api.Apis.GetAPIVersionsWithHttpMessagesAsync(cancellationToken: token), ct);
        if (groups.Groups.FirstOrDefault(g => g.Name == group) is not { } found)
            return [];
        List<string> serving = [];
        foreach (var version in found.Versions.Select(v => v.Version).OrderByDescending(v => v == found.PreferredVersion?.Version))
        {
            var resources = await AskAsync(token => api.CustomObjects.GetAPIResourcesWithHttpMessagesAsync(group, version, cancellationToken: token), ct);
            if (resources.Resources.Any(r => r.Name == resource))
                serving.Add(version);
        }
        return serving;
    }

    /// <summary>Makes an object of another group; false when one of that name is there already.</summary>
    public async Task<bool> TryCreateAsync(string group, string version, string plural, object body, CancellationToken ct)
    {
        try
        {
            await AskAsync(token => api.CustomObjects.CreateNamespacedCustomObjectWithHttpMessagesAsync(body, group, version, options.Namespace, plural, fieldManager: KubernetesNames.FieldManager, cancellationToken: token), ct);
            return true;
        }
        catch (SchedulerException e) when (IsAlreadyThere(e))
        {
            return false;
        }
    }

    /// <summary>Kueue lets a Job go again that somebody only suspended: its own record of the Job must be switched off.</summary>
    public async Task DeactivateInKueueAsync(string version, string jobUid, CancellationToken ct)
    {
        var found = await AskAsync(token => api.CustomObjects.ListNamespacedCustomObjectWithHttpMessagesAsync<JsonObject>(
            KubernetesGangs.KueueGroup, version, options.Namespace, "workloads", labelSelector: $"{KubernetesNames.KueueJobLabel}={jobUid}", cancellationToken: token), ct);
        foreach (var name in found["items"]?.AsArray().Select(w => (string?)w?["metadata"]?["name"]).OfType<string>() ?? [])
            await AskAsync(token => api.CustomObjects.PatchNamespacedCustomObjectWithHttpMessagesAsync(
                new V1Patch(new { spec = new { active = false } }, V1Patch.PatchType.MergePatch), KubernetesGangs.KueueGroup, version, options.Namespace, "workloads", name,
                fieldManager: KubernetesNames.FieldManager, cancellationToken: token), ct);
    }

    public KubernetesReflector<V1Job> ReflectJobs(TimeProvider time) => new(
        (page, token) => PageAsync<V1Job, V1JobList>(t => api.BatchV1.ListNamespacedJobWithHttpMessagesAsync(options.Namespace, labelSelector: Selector, continueParameter: page, limit: PageSize, cancellationToken: t), token),
        (from, fault, token) => api.BatchV1.WatchListNamespacedJobAsync(options.Namespace, allowWatchBookmarks: true, labelSelector: Selector, resourceVersion: from, timeoutSeconds: KubernetesReflector.WatchSeconds, onError: fault, cancellationToken: token),
        job => job.Metadata.Name, time);

    public KubernetesReflector<V1Pod> ReflectPods(TimeProvider time) => new(
        (page, token) => PageAsync<V1Pod, V1PodList>(t => api.CoreV1.ListNamespacedPodWithHttpMessagesAsync(options.Namespace, labelSelector: Selector, continueParameter: page, limit: PageSize, cancellationToken: t), token),
        (from, fault, token) => api.CoreV1.WatchListNamespacedPodAsync(options.Namespace, allowWatchBookmarks: true, labelSelector: Selector, resourceVersion: from, timeoutSeconds: KubernetesReflector.WatchSeconds, onError: fault, cancellationToken: token),
        pod => pod.Metadata.Labels.TryGetValue(KubernetesNames.JobNameLabel, out var name) ? name : "", time);

    public void Dispose() => api.Dispose();

    private string Selector => KubernetesNames.Selector(options.Site);

    private async Task<List<T>> ListAsync<T, TList>(Func<string?, CancellationToken, Task<HttpOperationResponse<TList>>> page, CancellationToken ct) where TList : IItems<T>, IKubernetesObject<V1ListMeta>
    {
        List<T> all = [];
        string? next = null;
        do
        {
            var list = await AskAsync(token => page(next, token), ct);
            all.AddRange(list.Items);
            next = list.Metadata?.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(next));
        return all;
    }

    private async Task<ReflectedPage<T>> PageAsync<T, TList>(Func<CancellationToken, Task<HttpOperationResponse<TList>>> ask, CancellationToken ct) where TList : IItems<T>, IKubernetesObject<V1ListMeta>
    {
        var list = await AskAsync(ask, ct);
        return new([.. list.Items], list.Metadata?.ResourceVersion, list.Metadata?.ContinueProperty);
    }

    /// <summary>One question, with our patience and our words for every way in which it can go wrong.</summary>
    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<HttpOperationResponse<T>>> ask, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(options.RequestTimeout, options.Pace.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return (await ask(both.Token)).Body;
        }
        catch (HttpOperationException e)
        {
            throw KubernetesTrouble.Of(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw KubernetesTrouble.NoAnswer(e);
        }
    }

    private static bool IsAlreadyThere(SchedulerException e) =>
        e.InnerException is HttpOperationException { Response.StatusCode: HttpStatusCode.Conflict } no && KubernetesTrouble.StatusIn(no.Response.Content) is { Reason: "AlreadyExists" };
}

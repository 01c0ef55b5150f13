using ComputeNet.Adapters.Kubernetes;
using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;
using k8s;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>An adapter with its connection and its view, as a process has them.</summary>
public sealed class KubernetesAgent : IDisposable
{
    private readonly ClusterStandIn cluster;

    public KubernetesAgent(ClusterStandIn cluster, KubernetesOptions? options = null, bool watches = false)
    {
        this.cluster = cluster;
        options ??= KubernetesWorld.Options(cluster);
        Client = new(options);
        View = new(Client, options.Pace);
        Scheduler = new(options, Client, View, cluster.Clock);
        if (watches)
            View.StartAsync(default).GetAwaiter().GetResult();
    }

    public KubernetesClient Client { get; }
    public KubernetesView View { get; }
    public KubernetesScheduler Scheduler { get; }

    public Task<JobSighting> SeeAsync(JobOrder order) => Scheduler.ObserveAsync(order.Job, default);

    /// <summary>Lets time pass until the job is as expected; the last sighting either way.</summary>
    public async Task<JobSighting> UntilAsync(JobOrder order, Func<JobSighting, bool> expected, int steps = 60)
    {
        var seen = await SeeAsync(order);
        for (var i = 0; i < steps && !expected(seen); i++)
        {
            cluster.Pass();
            await CatchUpAsync();
            seen = await SeeAsync(order);
        }
        expected(seen).ShouldBeTrue($"it is {seen}");
        return seen;
    }

    public Task<JobSighting> UntilAsync(JobOrder order, JobState state, int steps = 60) => UntilAsync(order, s => s.State == state, steps);

    public Task<JobSighting> EndOfAsync(JobOrder order, int steps = 60) => UntilAsync(order, s => s.State.IsTerminal(), steps);

    /// <summary>Waits until the watches have brought what is there: simulated time must not outrun real connections. A copy that is not whole is not waited for.</summary>
    public async Task CatchUpAsync()
    {
        for (var i = 0; i < 1000 && View.Jobs.IsCurrent && View.Pods.IsCurrent && !(HasAll(Resource.Jobs, View.Jobs) && HasAll(Resource.Pods, View.Pods)); i++)
            await Task.Delay(10);
    }

    private bool HasAll<T>(Resource resource, KubernetesReflector<T> copy) where T : class, IKubernetesObject<V1ObjectMeta> => cluster.Store.List(resource)
        .Where(o => Selectors.Match(o, KubernetesNames.Selector(KubernetesWorld.Site), null))
        .All(o => copy.Find(resource == Resource.Jobs ? o.Name() : o.At("metadata", "labels", KubernetesNames.JobNameLabel)!).Any(c => c.Metadata.ResourceVersion == o.At("metadata", "resourceVersion")));

    public void Dispose()
    {
        View.StopAsync(default).GetAwaiter().GetResult();
        View.Dispose();
        Client.Dispose();
    }
}

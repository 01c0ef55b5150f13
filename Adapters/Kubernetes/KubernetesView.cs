using ComputeNet.Adapters.Host.Agent;
using k8s.Models;
using Microsoft.Extensions.Hosting;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>Our jobs and their pods in memory, kept by two watches, so that observing a thousand jobs each second asks the API server nothing.</summary>
public sealed class KubernetesView(KubernetesClient client, AgentPace pace) : BackgroundService
{
    public KubernetesReflector<V1Job> Jobs { get; } = client.ReflectJobs(pace.Time);

    public KubernetesReflector<V1Pod> Pods { get; } = client.ReflectPods(pace.Time);

    /// <summary>Null when the view is not whole, or has no such job: then the API server must be asked, which alone can say that there is none.</summary>
    public ClusterJob? Find(string name) => Jobs.IsCurrent && Pods.IsCurrent && Jobs.Find(name) is [var job, ..] ? new(job, Pods.Find(name)) : null;

    public void Put(V1Job job) => Jobs.Put(job);

    public void Remove(V1Job job) => Jobs.Remove(job);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Jobs.RunAsync(stoppingToken), Pods.RunAsync(stoppingToken));
}

using ComputeNet.Adapters.Kubernetes;
using ComputeNet.Adapters.Tests.Kubernetes.StandIn;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>What tests on a cluster share: it, and agents that end with the test.</summary>
public abstract class KubernetesTests(ClusterStandIn cluster) : IDisposable
{
    private readonly List<KubernetesAgent> agents = [];

    protected KubernetesTests() : this(KubernetesWorld.Cluster()) { }

    protected ClusterStandIn Cluster { get; } = cluster;

    protected KubernetesAgent Agent(KubernetesOptions? options = null, bool watches = false)
    {
        agents.Add(new(Cluster, options, watches));
        return agents[^1];
    }

    public void Dispose()
    {
        agents.ForEach(a => a.Dispose());
        Cluster.Dispose();
        GC.SuppressFinalize(this);
    }
}

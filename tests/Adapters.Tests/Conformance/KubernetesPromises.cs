using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Kubernetes;
using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Conformance;

public sealed class KubernetesPromises : SchedulerPromises<KubernetesFixture>;

/// <summary>The official client against a stand-in of the API server; watches run, as in a process.</summary>
public sealed class KubernetesFixture : SchedulerFixture
{
    private readonly ClusterStandIn cluster = KubernetesWorld.Cluster();
    private readonly List<KubernetesAgent> agents = [];

    public override SiteId Site => KubernetesWorld.Site;

    public override TimeProvider Clock => cluster.Clock;

    public override ISiteScheduler Start()
    {
        agents.Add(new(cluster, watches: true));
        return agents[^1].Scheduler;
    }

    public override void Crash() => agents[^1].Dispose();

    public override JobOrder LongJob(string job, long token = 1) => KubernetesWorld.Order(job, KubernetesWorld.Variant(seconds: 3000), token);

    public override JobOrder ShortJob(string job, long token = 1) => KubernetesWorld.Order(job, token: token);

    public override JobOrder FailingJob(string job, long token = 1) => KubernetesWorld.Order(job, KubernetesWorld.Variant(seconds: 5, exit: 3), token);

    public override JobOrder ImpossibleJob(string job, long token = 1) => KubernetesWorld.Order(job, token: token) with { GangMembers = 1000 };

    public override TestJobs Jobs => new() { Short = ["pretend", "20", "0", "done"], Long = ["pretend", "3000", "0", "begun"], Failing = ["pretend", "5", "3", "no"] };

    public override int StartsOf(JobKey job) => cluster.Kubelets.Starts.Count(s => s.Key == job.Value);

    public override Task PassTimeAsync()
    {
        cluster.Pass();
        return agents[^1].CatchUpAsync();
    }

    public override void Dispose()
    {
        agents.ForEach(a => a.Dispose());
        cluster.Dispose();
        base.Dispose();
    }
}

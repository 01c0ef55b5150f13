using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>What a cluster does to pods, as a real control plane was seen to do it.</summary>
public sealed class KubernetesDisruptionTests : KubernetesTests
{
    [Fact]
    public async Task a_preempted_job_is_lost_to_its_site_and_the_centre_learns_why()
    {
        var (agent, order) = await RunningAsync();
        Preempt();
        var end = await agent.EndOfAsync(order);
        end.State.ShouldBe(JobState.Lost);
        end.Why!.Code.ShouldBeOneOf("preempted-by-site", "disrupted-by-site");
        Cluster.OnlyJob.Status.Failed.ShouldBe(1);
        Cluster.Kubelets.Starts.Count(s => s.Key == order.Job.Value).ShouldBe(1, "the centre decides where it goes on, not the cluster");
    }

    [Fact]
    public async Task where_the_site_allows_it_a_preempted_pod_is_replaced_and_counted()
    {
        var agent = Agent(KubernetesWorld.Options(Cluster) with { Restarts = 1 });
        var order = KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(devices: 8, seconds: 60));
        await agent.Scheduler.SubmitAsync(order, default);
        await agent.UntilAsync(order, JobState.Running);
        Preempt(seconds: 30);
        (await agent.EndOfAsync(order, 200)).State.ShouldBe(JobState.Succeeded);
        Cluster.OnlyJob.Status.Failed.ShouldBe(1);
        Cluster.Kubelets.Starts.Count(s => s.Key == order.Job.Value).ShouldBe(2);
    }

    [Fact]
    public async Task a_disruption_beyond_what_the_site_allows_is_told_with_its_restarts()
    {
        var agent = Agent(KubernetesWorld.Options(Cluster) with { Restarts = 1 });
        var order = KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(devices: 8, seconds: 6000));
        await agent.Scheduler.SubmitAsync(order, default);
        await agent.UntilAsync(order, JobState.Running);
        Evict();
        Cluster.Pass(times: 4);
        Evict();
        var end = await agent.EndOfAsync(order);
        end.State.ShouldBe(JobState.Lost);
        Cluster.OnlyJob.Status.Conditions.ShouldContain(c => c.Type == "Failed" && c.Reason == "BackoffLimitExceeded");
    }

    [Fact]
    public async Task an_evicted_job_is_lost_to_its_site()
    {
        var (agent, order) = await RunningAsync();
        Evict();
        (await agent.EndOfAsync(order)).State.ShouldBe(JobState.Lost);
    }

    [Fact]
    public async Task a_lost_nodes_pod_stays_terminating_nothing_replaces_it_and_the_job_is_told_lost()
    {
        var (agent, order) = await RunningAsync();
        var node = Cluster.Pods.ShouldHaveSingleItem().Spec.NodeName;
        Cluster.Kubelets.CutOff.Add(node);
        Cluster.Pass(times: 7);
        Cluster.Store.All<V1Node>(Resource.Nodes).Single(n => n.Metadata.Name == node).Status.Conditions[0].Status.ShouldBe("Unknown");
        (await agent.SeeAsync(order)).State.ShouldBe(JobState.Running, "a node that is silent for a moment is no end");
        Cluster.Pass(times: 20);
        Cluster.Pods.ShouldHaveSingleItem().Metadata.DeletionTimestamp.ShouldNotBeNull();
        (await agent.SeeAsync(order)).State.IsTerminal().ShouldBeFalse();

        var end = await agent.EndOfAsync(order, 200);
        (end.State, end.Why!.Code, end.Why.Facts["node"]).ShouldBe((JobState.Lost, "node-lost", node));
        Cluster.Kubelets.Starts.Count(s => s.Key == order.Job.Value).ShouldBe(1);
    }

    [Fact]
    public async Task a_lost_node_that_comes_back_changes_nothing_and_starts_nothing()
    {
        var (agent, order) = await RunningAsync();
        var node = Cluster.Pods.ShouldHaveSingleItem().Spec.NodeName;
        Cluster.Kubelets.CutOff.Add(node);
        Cluster.Pass(times: 27);
        var end = await agent.EndOfAsync(order, 200);
        Cluster.Kubelets.CutOff.Remove(node);
        Cluster.Pass(times: 10);
        (await Agent().SeeAsync(order)).ShouldBe(end);
        Cluster.Kubelets.Starts.Count(s => s.Key == order.Job.Value).ShouldBe(1);
        Cluster.Pods.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_node_that_does_not_admit_the_pod_is_the_sites_doing()
    {
        var (agent, order) = await RunningAsync();
        var pod = Cluster.Pods.ShouldHaveSingleItem();
        Cluster.Change<V1Pod>(Resource.Pods, ClusterStandIn.Namespace, pod.Metadata.Name, p =>
            (p.Status.Phase, p.Status.Reason, p.Status.Message, p.Status.ContainerStatuses) = ("Failed", "UnexpectedAdmissionError", "Allocate failed due to requested number of devices unavailable", null));
        var end = await agent.EndOfAsync(order);
        (end.State, end.Why!.Code).ShouldBe((JobState.Lost, "not-admitted-by-node"));
    }

    private async Task<(KubernetesAgent, JobOrder)> RunningAsync()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(devices: 8, seconds: 6000)));
        await agent.Scheduler.SubmitAsync(order, default);
        await agent.UntilAsync(order, JobState.Running);
        return (agent, order);
    }

    /// <summary>Pods of somebody more important want every node.</summary>
    private void Preempt(double seconds = 6000)
    {
        Cluster.Scheduler.Priorities["vip"] = 1000;
        var all = new Dictionary<string, ResourceQuantity> { [KubernetesWorld.Gpu] = new("8") };
        for (var i = 0; i < 3; i++)
            Cluster.Store.Create(Resource.Pods, "others", new V1Pod
            {
                ApiVersion = "v1",
                Kind = "Pod",
                Metadata = new() { Name = $"vip-{i}" },
                Spec = new() { PriorityClassName = "vip", Containers = [new() { Name = "main", Image = "theirs", Command = ["pretend", $"{seconds}", "0"], Resources = new() { Limits = all, Requests = all } }] },
                Status = new() { Phase = "Pending" },
            });
    }

    private void Evict() => PodEnds.Ask(Cluster.Store, Cluster.Pods.Single(p => p.Status.Phase is "Running" or "Pending" && p.Metadata.DeletionTimestamp is null), "EvictionByEvictionAPI", "Eviction API: evicting");
}

using ComputeNet.Adapters.Kubernetes;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>Gangs start whole or not at all, by what the cluster has for it.</summary>
public sealed class KubernetesGangTests : KubernetesTests
{
    private readonly JobOrder gang = KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(devices: 8, seconds: 30), members: 3);

    [Fact]
    public async Task without_anything_that_places_gangs_one_is_refused()
    {
        var no = await Should.ThrowAsync<SchedulerException>(() => Agent().Scheduler.SubmitAsync(gang, default));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Refused, "gang-not-supported"));
    }

    [Fact]
    public async Task a_site_may_allow_gangs_that_start_partly()
    {
        Cluster.AddForeignPod("gpu-0", KubernetesWorld.Gpu, 8);
        var agent = Agent(KubernetesWorld.Options(Cluster) with { GangsMayStartPartly = true });
        await agent.Scheduler.SubmitAsync(gang, default);
        Cluster.Pass(times: 3);
        Cluster.Kubelets.Starts.Count.ShouldBe(2);
        (await agent.SeeAsync(gang)).State.ShouldBe(JobState.Starting, "not all of its members run");
    }

    [Theory]
    [InlineData(GangKeeper.Volcano)]
    [InlineData(GangKeeper.Native)]
    public async Task all_members_start_together_or_none_holds_a_device(GangKeeper keeper)
    {
        Install(keeper);
        Cluster.AddForeignPod("gpu-0", KubernetesWorld.Gpu, 1);
        var agent = Agent();
        await agent.Scheduler.SubmitAsync(gang, default);
        Cluster.Pass(times: 5);
        Cluster.Kubelets.Starts.ShouldBeEmpty();
        (await agent.SeeAsync(gang)).State.ShouldBe(JobState.Starting);

        Cluster.Store.Remove(Resource.Pods, "others", Cluster.Pods.Single(p => p.Metadata.NamespaceProperty == "others").Metadata.Name);
        (await agent.EndOfAsync(gang)).State.ShouldBe(JobState.Succeeded);
        Cluster.Kubelets.Starts.Select(s => s.Member).Order().ShouldBe([0, 1, 2]);
    }

    [Theory]
    [InlineData(GangKeeper.Volcano)]
    [InlineData(GangKeeper.Native)]
    public async Task a_group_that_an_agent_did_not_live_to_make_is_made_by_the_next(GangKeeper keeper)
    {
        Install(keeper);
        Cluster.Server.Faults.Cut(r => r.Method == "POST" && r.Path.Value!.EndsWith("podgroups", StringComparison.Ordinal));
        await Should.ThrowAsync<SchedulerException>(() => Agent().Scheduler.SubmitAsync(gang, default));
        Cluster.Pass(times: 5);
        Cluster.Kubelets.Starts.ShouldBeEmpty();
        var next = Agent();
        (await next.Scheduler.SubmitAsync(gang, default)).WasKnown.ShouldBeTrue();
        (await next.EndOfAsync(gang)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task a_group_goes_with_its_job()
    {
        Install(GangKeeper.Volcano);
        var agent = Agent();
        await agent.Scheduler.SubmitAsync(gang, default);
        await agent.EndOfAsync(gang);
        Cluster.Store.List(Resource.VolcanoGroups).ShouldHaveSingleItem();
        await agent.Scheduler.ForgetAsync(gang.Job, default);
        Cluster.Pass(times: 3);
        Cluster.Store.List(Resource.VolcanoGroups).ShouldBeEmpty();
        Cluster.Pods.ShouldBeEmpty();
    }

    [Fact]
    public async Task kueue_admits_a_gang_when_its_quota_has_room_for_all_of_it()
    {
        Install(GangKeeper.Kueue);
        Cluster.Kueue.Quota = 2;
        var agent = Agent(KubernetesWorld.Options(Cluster) with { KueueQueue = "lab-queue" });
        await agent.Scheduler.SubmitAsync(gang, default);
        Cluster.Pass(times: 5);
        Cluster.Kubelets.Starts.ShouldBeEmpty();
        (await agent.SeeAsync(gang)).State.ShouldBe(JobState.Starting);
        Cluster.Kueue.Quota = 3;
        (await agent.EndOfAsync(gang)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task a_stopped_job_is_not_let_go_again_by_kueue()
    {
        Install(GangKeeper.Kueue);
        var agent = Agent(KubernetesWorld.Options(Cluster) with { KueueQueue = "lab-queue" });
        var order = KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 6000));
        await agent.Scheduler.SubmitAsync(order, default);
        await agent.UntilAsync(order, JobState.Running);
        await agent.Scheduler.CancelAsync(order.Job, default);
        (await agent.EndOfAsync(order)).State.ShouldBe(JobState.Stopped);
        Cluster.Pass(times: 10);
        Cluster.Kubelets.Starts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task a_queue_without_its_kueue_is_trouble_and_no_wait_for_ever()
    {
        var no = await Should.ThrowAsync<SchedulerException>(() => Agent(KubernetesWorld.Options(Cluster) with { KueueQueue = "lab-queue" }).Scheduler.ReadInventoryAsync(default));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Unreachable, "kueue-missing"));
    }

    [Fact]
    public async Task a_gang_that_lost_a_member_is_over()
    {
        Install(GangKeeper.Volcano);
        var agent = Agent(KubernetesWorld.Options(Cluster) with { Restarts = 3 });
        await agent.Scheduler.SubmitAsync(gang, default);
        await agent.UntilAsync(gang, JobState.Running);
        PodEnds.Ask(Cluster.Store, Cluster.Pods[1], "EvictionByEvictionAPI", "Eviction API: evicting");
        (await agent.EndOfAsync(gang)).State.ShouldBe(JobState.Lost);
        Cluster.Kubelets.Starts.Count.ShouldBe(3);
    }

    private void Install(GangKeeper keeper)
    {
        if (keeper == GangKeeper.Volcano)
            Cluster.Discovery.InstallVolcano();
        else if (keeper == GangKeeper.Native)
            Cluster.Discovery.InstallNativePodGroups();
        else
            Cluster.Discovery.InstallKueue();
    }
}

using ComputeNet.Adapters.Kubernetes;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>Two agents of one site, by mistake or one after the other, do no harm to each other.</summary>
public sealed class KubernetesTwoAgentsTests : KubernetesTests
{
    [Fact]
    public async Task two_agents_that_submit_at_once_start_the_job_once()
    {
        var agents = Enumerable.Range(0, 6).Select(_ => Agent()).ToList();
        var order = KubernetesWorld.Order("w-1.1");
        var receipts = await Task.WhenAll(agents.Select(a => Task.Run(() => a.Scheduler.SubmitAsync(order, default))));
        receipts.Count(r => !r.WasKnown).ShouldBe(1);
        (await agents[3].EndOfAsync(order)).State.ShouldBe(JobState.Succeeded);
        Cluster.Kubelets.Starts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task they_tell_the_same_end()
    {
        var agents = Enumerable.Range(0, 4).Select(_ => Agent(watches: true)).ToList();
        var order = KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 1, exit: 2));
        await agents[0].Scheduler.SubmitAsync(order, default);
        Cluster.Pass(times: 8);
        var ends = new List<JobSighting>();
        for (var i = 0; i < 200 && ends.Count < agents.Count; i++)
        {
            var seen = await Task.WhenAll(agents.Select(a => Task.Run(() => a.SeeAsync(order))));
            ends = [.. seen.Where(s => s.State.IsTerminal())];
            await Task.Delay(10);
        }
        ends.Count.ShouldBe(agents.Count);
        ends.Distinct().ShouldHaveSingleItem().State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task an_agent_with_an_older_lease_is_refused_by_the_cluster_itself()
    {
        await Agent().Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1", token: 7), default);
        var no = await Should.ThrowAsync<SchedulerException>(() => Agent().Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1", token: 6), default));
        (no.Trouble, no.Why.Facts["highestTokenSeen"]).ShouldBe((SchedulerTrouble.StaleLease, "7"));
        (await Agent().Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1", token: 8), default)).WasKnown.ShouldBeTrue();
        (await Agent().SeeAsync(KubernetesWorld.Order("w-1.1"))).Token.ShouldBe(new(8));
    }

    [Fact]
    public async Task an_update_that_somebody_else_has_overtaken_begins_anew()
    {
        var order = KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 6000));
        var agent = Agent();
        await agent.Scheduler.SubmitAsync(order, default);
        await agent.UntilAsync(order, JobState.Running);
        Cluster.Server.Faults.Fail(r => r.Method == "PATCH", 409, "Conflict", "the object has been modified; please apply your changes to the latest version and try again", times: 2);
        await agent.Scheduler.CancelAsync(order.Job, default);
        (await agent.EndOfAsync(order)).State.ShouldBe(JobState.Stopped);
    }

    [Fact]
    public async Task a_stale_update_is_refused_by_the_server()
    {
        var agent = Agent();
        await agent.Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1"), default);
        var read = Cluster.OnlyJob;
        Cluster.Pass();
        (await agent.Client.TryPatchJobAsync(read, new { annotations = new { late = "yes" } }, null, default)).ShouldBeNull();
        (await agent.Client.TryPatchJobAsync(Cluster.OnlyJob, new { annotations = new { late = "no" } }, null, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task an_object_of_that_name_that_is_not_ours_is_left_alone()
    {
        var order = KubernetesWorld.Order("w-1.1");
        Cluster.Store.Create(Resource.Jobs, ClusterStandIn.Namespace, new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new() { Name = KubernetesNames.JobOf(KubernetesWorld.Site, order.Job) },
            Spec = new() { Completions = 1, Parallelism = 1, BackoffLimit = 6, Template = new() { Metadata = new(), Spec = new() { Containers = [new() { Name = "main", Image = "theirs" }] } } },
        });
        var agent = Agent();
        foreach (var touch in new Func<Task>[] { () => agent.Scheduler.SubmitAsync(order, default), () => agent.SeeAsync(order), () => agent.Scheduler.CancelAsync(order.Job, default), () => agent.Scheduler.ForgetAsync(order.Job, default) })
        {
            var no = await Should.ThrowAsync<SchedulerException>(touch);
            (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Refused, "name-taken"));
        }
        Cluster.OnlyJob.Spec.Suspend.ShouldBeNull();
    }

    [Fact]
    public async Task what_we_write_carries_our_name()
    {
        var agent = Agent();
        await agent.Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1"), default);
        await agent.Scheduler.CancelAsync(KubernetesWorld.Order("w-1.1").Job, default);
        Cluster.OnlyJob.Metadata.ManagedFields.ShouldHaveSingleItem().Manager.ShouldBe("computenet");
        Cluster.OnlyJob.Metadata.Labels["app.kubernetes.io/managed-by"].ShouldBe("computenet");
    }

    [Fact]
    public async Task sites_in_one_namespace_do_not_see_each_others_jobs()
    {
        var other = KubernetesWorld.Options(Cluster) with { Site = new("other") };
        await Agent().Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1"), default);
        (await Should.ThrowAsync<SchedulerException>(() => Agent(other).SeeAsync(KubernetesWorld.Order("w-1.1")))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
        await Agent(other).Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1", pool: "other.nvidia-h100-sxm5"), default);
        Cluster.Store.List(Resource.Jobs).Count.ShouldBe(2);
    }
}

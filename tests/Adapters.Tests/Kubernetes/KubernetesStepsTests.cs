using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>A Job's status is written in steps and late; only its last word is an end.</summary>
public sealed class KubernetesStepsTests : KubernetesTests
{
    [Fact]
    public async Task a_job_runs_when_its_pods_do_although_the_jobs_own_count_lags()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 600)));
        await agent.Scheduler.SubmitAsync(order, default);
        Cluster.Pass();
        Cluster.OnlyJob.Status.Active.ShouldBe(0);
        (await agent.SeeAsync(order)).State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task success_criteria_met_is_not_complete()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 1)));
        await agent.Scheduler.SubmitAsync(order, default);
        while (Cluster.Store.All<V1Job>(Resource.Jobs)[0].Status?.Conditions?.Any(c => c.Type == "SuccessCriteriaMet") != true)
            Cluster.Pass();
        (await agent.SeeAsync(order)).State.ShouldBe(JobState.Running);
        Cluster.Pass();
        var end = await agent.SeeAsync(order);
        (end.State, end.ExitCode, end.LogTail).ShouldBe((JobState.Succeeded, 0, "done\n"));
    }

    [Fact]
    public async Task failure_target_is_not_failed()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 1, exit: 7)));
        await agent.Scheduler.SubmitAsync(order, default);
        while (Cluster.Store.All<V1Job>(Resource.Jobs)[0].Status?.Conditions?.Any(c => c.Type == "FailureTarget") != true)
            Cluster.Pass();
        (await agent.SeeAsync(order)).State.IsTerminal().ShouldBeFalse();
        Cluster.Pass();
        var end = await agent.SeeAsync(order);
        (end.State, end.ExitCode, end.Why!.Code).ShouldBe((JobState.Failed, 7, "exit-status"));
    }

    [Fact]
    public async Task a_job_that_the_sites_operator_suspends_waits_and_goes_on()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 600)));
        await agent.Scheduler.SubmitAsync(order, default);
        await agent.UntilAsync(order, JobState.Running);
        Suspend(true);
        Cluster.Pass(times: 5);
        (await agent.SeeAsync(order)).State.ShouldBe(JobState.Starting, "nobody of ours has asked it to stop");
        Suspend(false);
        await agent.UntilAsync(order, JobState.Running);
    }

    [Fact]
    public async Task the_time_limit_counts_from_the_start_not_from_the_submission()
    {
        for (var i = 0; i < 3; i++)
            Cluster.AddForeignPod($"gpu-{i}", KubernetesWorld.Gpu, 8);
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 6000) with { TimeLimitSeconds = 100 }));
        await agent.Scheduler.SubmitAsync(order, default);
        Cluster.Pass(seconds: 300);
        Cluster.Store.Remove(Resource.Pods, "others", Cluster.Pods.First(p => p.Metadata.NamespaceProperty == "others").Metadata.Name);
        var running = await agent.UntilAsync(order, JobState.Running);
        var end = await agent.EndOfAsync(order);
        (end.State, end.Why!.Code, end.Why.Facts["limitSeconds"]).ShouldBe((JobState.Failed, "time-limit", "100"));
        (end.FinishedAt!.Value - running.StartedAt!.Value).TotalSeconds.ShouldBeInRange(100, 115);
    }

    [Fact]
    public async Task what_a_program_needed_too_much_of_is_told()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 1, exit: 137) with { MemoryLimitMebibytes = 2048 }));
        await agent.Scheduler.SubmitAsync(order, default);
        var end = await agent.EndOfAsync(order);
        (end.Why!.Code, end.Why.Facts["limitMebibytes"]).ShouldBe(("out-of-memory", "2048"));
    }

    [Fact]
    public async Task an_end_that_was_told_stays_when_its_pods_are_collected()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 1, exit: 7, words: "last words")));
        await agent.Scheduler.SubmitAsync(order, default);
        var end = await agent.EndOfAsync(order);
        foreach (var pod in Cluster.Pods)
            Cluster.Store.Remove(Resource.Pods, ClusterStandIn.Namespace, pod.Metadata.Name);
        (await Agent().SeeAsync(order)).ShouldBe(end);
        end.LogTail.ShouldBe("last words\n");
    }

    [Fact]
    public async Task an_exit_status_is_known_also_when_the_pod_was_gone_before_anybody_looked()
    {
        var (agent, order) = (Agent(KubernetesWorld.Options(Cluster) with { Restarts = 1 }), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 1, exit: 7)));
        await agent.Scheduler.SubmitAsync(order, default);
        Cluster.Pass(times: 6);
        foreach (var pod in Cluster.Pods)
            Cluster.Store.Remove(Resource.Pods, ClusterStandIn.Namespace, pod.Metadata.Name);
        var end = await agent.SeeAsync(order);
        (end.State, end.ExitCode, end.Why!.Facts["exitStatus"], end.Why.Facts["member"]).ShouldBe((JobState.Failed, 7, "7", "0"));
    }

    [Fact]
    public async Task a_stopped_job_keeps_what_it_had_written()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 600, words: "half way")));
        await agent.Scheduler.SubmitAsync(order, default);
        await agent.UntilAsync(order, JobState.Running);
        (await agent.Scheduler.ReadLogAsync(order.Job, default)).ShouldBe("half way\n");
        await agent.Scheduler.CancelAsync(order.Job, default);
        await agent.Scheduler.CancelAsync(order.Job, default);
        var end = await agent.EndOfAsync(order);
        (end.State, end.LogTail).ShouldBe((JobState.Stopped, "half way\n"));
        Cluster.Pass(times: 2);
        Cluster.Pods.ShouldBeEmpty();
    }

    private void Suspend(bool suspend) => Cluster.Change<V1Job>(Resource.Jobs, ClusterStandIn.Namespace, Cluster.OnlyJob.Metadata.Name, j => j.Spec.Suspend = suspend);
}

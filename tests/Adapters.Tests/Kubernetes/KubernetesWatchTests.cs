using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>The copy that two watches keep: whole, young, and never an answer when it is not.</summary>
public sealed class KubernetesWatchTests : KubernetesTests
{
    [Fact]
    public async Task watching_jobs_asks_the_api_server_nothing()
    {
        var (agent, order) = await RunningAsync();
        await UntilAsync(() => agent.View.Find(NameOf(order))?.Pods.Any(p => p.Status?.Phase == "Running") == true);
        var before = Cluster.Server.Faults.Asked.Count;
        for (var i = 0; i < 50; i++)
            (await agent.SeeAsync(order)).State.ShouldBe(JobState.Running);
        Cluster.Server.Faults.Asked.Count.ShouldBe(before);
    }

    [Fact]
    public async Task a_watch_that_breaks_goes_on_from_where_it_was()
    {
        var (agent, order) = await RunningAsync();
        await UntilAsync(() => agent.View.Find(NameOf(order)) is not null);
        var lists = agent.View.Jobs.Rounds.Lists + agent.View.Pods.Rounds.Lists;
        Cluster.Server.Watches.Cut();
        Cluster.Pass(times: 20);
        (await agent.EndOfAsync(order)).State.ShouldBe(JobState.Succeeded, "while the copy is not whole, the API server is asked");
        await UntilAsync(() => agent.View.Jobs.Find(NameOf(order)) is [{ Status.CompletionTime: not null }]);
        (agent.View.Jobs.Rounds.Lists + agent.View.Pods.Rounds.Lists).ShouldBe(lists);
    }

    [Fact]
    public async Task a_version_that_the_server_has_forgotten_is_listed_anew()
    {
        var (agent, order) = await RunningAsync();
        await UntilAsync(() => agent.View.Find(NameOf(order)) is not null);
        var lists = agent.View.Jobs.Rounds.Lists;
        // While it is cut off, the job goes on and the history is compacted.
        Cluster.Server.Faults.Cut(r => r.Query["watch"] == "true", times: 2);
        Cluster.Server.Watches.Cut();
        Cluster.Pass(times: 20);
        Cluster.Store.Compact();
        await UntilAsync(() => agent.View.Jobs.IsCurrent && agent.View.Jobs.Rounds.Lists > lists);
        await UntilAsync(() => agent.View.Jobs.Find(NameOf(order)) is [{ Status.CompletionTime: not null }]);
        (await agent.EndOfAsync(order)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task a_bookmark_keeps_a_quiet_watch_young()
    {
        var (agent, order) = await RunningAsync();
        await UntilAsync(() => agent.View.Find(NameOf(order)) is not null);
        var lists = agent.View.Jobs.Rounds.Lists;
        // Nothing of ours happens for long; others' objects drive the version on.
        Cluster.AddForeignPod("gpu-0", KubernetesWorld.Gpu, 1);
        Cluster.Server.Watches.Bookmark();
        await UntilAsync(() => agent.View.Jobs.ResourceVersion == agent.View.Pods.ResourceVersion);
        Cluster.Store.Compact();
        var begun = agent.View.Jobs.Rounds.Watches;
        Cluster.Server.Watches.Cut();
        await UntilAsync(() => agent.View.Jobs.Rounds.Watches > begun);
        Cluster.Pass(times: 20);
        await UntilAsync(() => agent.View.Jobs.Find(NameOf(order)) is [{ Status.CompletionTime: not null }]);
        agent.View.Jobs.Rounds.Lists.ShouldBe(lists);
    }

    [Fact]
    public async Task a_job_that_somebody_deletes_is_unknown_and_not_remembered()
    {
        var (agent, order) = await RunningAsync();
        await UntilAsync(() => agent.View.Find(NameOf(order)) is not null);
        Cluster.Store.Remove(Resource.Jobs, ClusterStandIn.Namespace, NameOf(order));
        await UntilAsync(() => agent.View.Find(NameOf(order)) is null);
        (await Should.ThrowAsync<ComputeNet.Adapters.Port.SchedulerException>(() => agent.SeeAsync(order))).Trouble.ShouldBe(ComputeNet.Adapters.Port.SchedulerTrouble.UnknownJob);
    }

    [Fact]
    public async Task a_list_is_read_in_pages()
    {
        for (var i = 0; i < 1203; i++)
            Cluster.AddForeignPod("gpu-0", KubernetesWorld.Gpu, 0);
        var agent = Agent();
        (await agent.Client.ListPodsOfNodesAsync(default)).Count.ShouldBe(1203);
        Cluster.Server.Faults.Asked.Count(a => a.StartsWith("GET /api/v1/pods", StringComparison.Ordinal)).ShouldBe(3);
    }

    private static string NameOf(JobOrder order) => ComputeNet.Adapters.Kubernetes.KubernetesNames.JobOf(KubernetesWorld.Site, order.Job);

    private async Task<(KubernetesAgent, JobOrder)> RunningAsync()
    {
        var (agent, order) = (Agent(watches: true), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(seconds: 30)));
        await UntilAsync(() => agent.View.Jobs.IsCurrent && agent.View.Pods.IsCurrent);
        await agent.Scheduler.SubmitAsync(order, default);
        await agent.UntilAsync(order, JobState.Running);
        return (agent, order);
    }

    /// <summary>The watches run in real time; a loaded machine may take its time.</summary>
    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 1500 && !holds(); i++)
            await Task.Delay(20);
        holds().ShouldBeTrue("it never came to be");
    }
}

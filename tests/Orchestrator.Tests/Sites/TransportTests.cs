using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites.Publications;
using ComputeNet.Service.Tenants;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>The same agent, the same messages and the same handlers, whatever carries them: real agents, a real Orchestrator, real sockets, and a stand-in of the Dapr sidecar.</summary>
public sealed class TransportTests(DaprHost host) : IClassFixture<DaprHost>
{
    private const string Site = "hangzhou-ai";

    private readonly StagedScheduler scheduler = new(TestSite.Pool($"{Site}.cpu", Architecture.Cpu, "cpu-core", 8));

    public static TheoryData<CentreTransport> Transports => [.. Enum.GetValues<CentreTransport>()];

    [Theory, MemberData(nameof(Transports))]
    public async Task a_job_travels_from_submit_to_its_end_and_its_log_is_read_on_the_way(CentreTransport transport)
    {
        await using var agent = await SiteAgentRun.StartAsync(host, transport, scheduler, at: host.AddressOf(transport), sidecar: host.Sidecar);
        var tenant = host.Client(await host.TenantAsync());
        var id = await SubmitAsync(tenant);
        var job = (await Waiting.ToSeeAsync(() => Task.FromResult(scheduler.Jobs), jobs => jobs.Count == 1)).Single();
        scheduler.Log = "epoch 7";
        scheduler.Move(job, JobState.Running, startedAt: DateTimeOffset.UtcNow);
        await Waiting.ToSeeAsync(() => tenant.GetLogAsync(id), log => log.Tail == "epoch 7");
        scheduler.Move(job, JobState.Succeeded, finishedAt: DateTimeOffset.UtcNow);
        var view = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(id), w => w.Summary.Phase == WorkloadPhase.Finished);
        view.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        (await host.Client(await host.OperatorAsync()).GetSiteAsync(new(Site))).Capabilities.ShouldBe(new SiteCapabilities([Capability.Logs]) { Transport = transport.Word() });
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task a_centre_that_was_away_hears_all_that_happened_with_its_times(CentreTransport transport)
    {
        await using var agent = await SiteAgentRun.StartAsync(host, transport, scheduler, at: host.AddressOf(transport), sidecar: host.Sidecar);
        var tenant = await host.TenantAsync();
        var id = await SubmitAsync(host.Client(tenant));
        var job = (await Waiting.ToSeeAsync(() => Task.FromResult(scheduler.Jobs), jobs => jobs.Count == 1)).Single();
        await host.GoAwayAsync();
        var startedAt = DateTimeOffset.UtcNow;
        scheduler.Move(job, JobState.Running, startedAt);
        await scheduler.LookedAtAsync(job);
        scheduler.Move(job, JobState.Succeeded, finishedAt: startedAt.AddMilliseconds(50));
        await host.ComeBackAsync();
        var view = await Waiting.ToSeeAsync(() => host.Client(tenant).GetWorkloadAsync(id), w => w.Summary.Phase == WorkloadPhase.Finished);
        view.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        await using var session = host.Store.QuerySession();
        var events = (await session.Events.FetchStreamAsync(Workload.StreamOf(id))).Select(e => e.Data).ToList();
        var finished = events.OfType<WorkloadFinished>().Single();
        // Over a broker an end may overtake the start; it brings the start's time along.
        if (transport == CentreTransport.Dapr)
            (events.OfType<WorkloadStarted>().SingleOrDefault()?.StartedAt ?? finished.StartedAt).ShouldBe(startedAt);
        else
            events.OfType<WorkloadStarted>().Single().StartedAt.ShouldBe(startedAt);
        finished.FinishedAt.ShouldBe(startedAt.AddMilliseconds(50));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task a_refusal_is_the_same_problem_whatever_carried_the_message(CentreTransport transport)
    {
        var token = await host.TokenAsync("site-wuhan", Roles.Site, site: "wuhan-ai", scope: TokenScopes.Site);
        using var http = new HttpClient(transport.HandlerOf(host.AddressOf(transport), null, host.Sidecar)) { BaseAddress = host.AddressOf(transport) };
        var site = new ComputeNetClient(http, () => token).SiteAgent;
        (await RefusedAsync(() => site.DeclareInventoryAsync(Inventory(TestSite.Pool("hangzhou-ai.cpu", Architecture.Cpu, "cpu-core", 8))))).ShouldBe((403, "foreign-pool"));
        (await RefusedAsync(() => site.DeclareInventoryAsync(Inventory(TestSite.Pool("wuhan-ai.cpu", Architecture.Cpu, "cpu-core", -8))))).ShouldBe((422, "invalid-fields"));
        (await RefusedAsync(() => site.DeclareInventoryAsync(Inventory([.. Enumerable.Range(0, 10_000).Select(n => TestSite.Pool($"wuhan-ai.p{n}", Architecture.Cpu, "cpu-core", 8))])))).ShouldBe((413, "body-too-large"));
        await site.DeclareInventoryAsync(Inventory());

        await using (var session = host.Store.LightweightSession())
        {
            session.DeleteWhere<AccessToken>(t => t.Hash == AccessToken.HashOf(token));
            await session.SaveChangesAsync();
        }
        (await RefusedAsync(() => site.DeclareInventoryAsync(Inventory()))).ShouldBe((401, "token-refused"), "a connection that stands does not outlive its token's word");
    }

    [Fact]
    public async Task one_hub_connection_speaks_for_all_sites_of_a_process_and_a_waiting_question_holds_up_none_of_them()
    {
        var sites = new[] { "wuhan-ai", "beijing-ai", "shanghai-ai", "shenzhen-ai", "xian-ai", "chengdu-ai", "nanjing-ai", "dalian-ai", "qingdao-ai", "ningbo-ai" };
        using var handler = new SiteHubHandler(host.Address);
        using var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = host.Address };
        var clients = new List<SiteAgentClient>();
        foreach (var site in sites)
        {
            var token = await host.TokenAsync($"site-{site}", Roles.Site, site: site, scope: TokenScopes.Site);
            clients.Add(new ComputeNetClient(http, () => token).SiteAgent);
        }
        using var end = new CancellationTokenSource();
        var questions = clients.Select(c => c.GetOrdersAsync(0, 60, end.Token)).ToList();
        await Task.WhenAll(clients.Select(c => c.ReportAsync(new SightingReport(DateTimeOffset.UtcNow, 0, [], []))));
        questions.ShouldAllBe(q => !q.IsCompleted, "they wait for orders, and the reports went past them");
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(questions));
    }

    private static SiteInventory Inventory(params PoolDeclaration[] pools) => new("test", true, DateTimeOffset.UtcNow, pools);

    private static async Task<WorkloadId> SubmitAsync(ComputeNetClient tenant) => (await tenant.SubmitAsync(new SubmitWorkload
    {
        Name = "travels",
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 600, Command = ["true"] }],
    })).Id;

    private static async Task<(int, string)> RefusedAsync(Func<Task> call)
    {
        var problem = (await Should.ThrowAsync<ApiRefusedException>(call)).Problem;
        return (problem.Status, problem.Code);
    }
}

using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Sites.Silence;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ComputeNet.Orchestrator.Tests.Sites.Silence;

/// <summary>What silence does to a site, rung by rung, and what comes back with it: no site here has an agent, so only the test's own words break a silence.</summary>
public sealed class SilenceTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Dear = "wuhan-ai";
    private static readonly DateTimeOffset SiteStart = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
    private const string Cheap = "hangzhou-ai";

    private sealed class Host(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options)
        {
            options.SilenceBeat = TimeSpan.FromMilliseconds(100);
            options.TrustEvery = TimeSpan.Zero;
            options.MostEvictionsPerMinute = 2;
            options.AvoidFailedPlaceFor = TimeSpan.Zero;
        }

        public async Task RestartAsync()
        {
            await StopAsync();
            await StartAsync();
        }
    }

    private readonly Host _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_mere_disconnect_goes_on_record_and_deletes_nothing()
    {
        var (site, tenant) = await NetworkAsync(Cheap);
        var id = await SubmitAsync(tenant);
        var orders = await RunningAsync(site);

        _host.Wall.Advance(TimeSpan.FromMinutes(1));
        var suspect = await tenant.GetSiteAsync(site.Id);
        (suspect.Summary.State, suspect.Summary.Silence!.Rung).ShouldBe((SiteState.Stale, SiteRung.Suspect));
        _host.Wall.Advance(TimeSpan.FromMinutes(4));
        await Waiting.ToSeeAsync(() => LoadAsync(site), s => s.SilentSince is not null);
        var grace = (await tenant.GetSiteAsync(site.Id)).Summary;
        (grace.State, grace.Silence!.Rung, grace.Silence.Holds, grace.Silence.FencedInSeconds).ShouldBe((SiteState.Stale, SiteRung.Grace, 1, 300));

        await site.ReportAsync(0, [orders.Orders[0].Job]);

        (await site.OrdersAsync()).Orders.ShouldHaveSingleItem().Job.ShouldBe(orders.Orders[0].Job);
        var back = await LoadAsync(site);
        (back.SilentSince, back.IsLost, back.Flaps).ShouldBe((null, false, 1));
        var view = await tenant.GetWorkloadAsync(id);
        (view.Summary.Phase, view.Summary.Attempt, view.DoubleRuns).ShouldBe((WorkloadPhase.Running, 1, null));
        (await tenant.GetSiteAsync(site.Id)).Summary.ShouldSatisfyAllConditions(s => s.State.ShouldBe(SiteState.Online), s => s.Silence.ShouldBeNull("one return proves nothing against it"));
    }

    [Fact]
    public async Task a_lost_sites_work_runs_elsewhere_and_what_ran_on_there_is_stopped_and_shown()
    {
        var (site, tenant) = await NetworkAsync(Cheap);
        var id = await SubmitAsync(tenant);
        var stray = (await RunningAsync(site)).Orders[0];
        var other = await JoinAsync(Dear, yuan: 90);

        await SilenceAsync(TimeSpan.FromMinutes(11), other);
        var second = (await other.FirstOrdersAsync()).Orders.Single();
        await other.ReportAsync(0, [second.Job], TestSite.Sighting(second, JobState.Running));
        var lost = await tenant.GetSiteAsync(site.Id);
        (lost.Summary.State, lost.Summary.Silence!.Rung, lost.Summary.Silence.Holds).ShouldBe((SiteState.Lost, SiteRung.Evicted, 0));

        // It comes back: the job has been running all the time.
        var receipt = await site.ReportAsync(0, [stray.Job], TestSite.Sighting(stray, JobState.Running));
        receipt.Stale.ShouldBe([stray.Job]);
        receipt.Fences.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Job.ShouldBe(stray.Job), f => f.Fence.ShouldBeGreaterThan(stray.Token));
        (await site.OrdersAsync()).Orders.ShouldBeEmpty();
        await site.ReportAsync(0, [stray.Job], TestSite.Sighting(stray, JobState.Running));
        var end = TestSite.Sighting(stray with { Token = receipt.Fences![0].Fence }, JobState.Succeeded) with { StartedAt = SiteStart, FinishedAt = SiteStart.AddHours(1) };
        (await site.ReportAsync(0, [stray.Job], end)).Recorded.ShouldBe([stray.Job], "told, recorded, forgotten");
        await other.ReportAsync(0, [second.Job], TestSite.Sighting(second, JobState.Failed) with { ExitCode = 3 });

        var view = await tenant.GetWorkloadAsync(id);
        (view.Summary.Outcome, view.Summary.Assignment!.Site).ShouldBe((WorkloadOutcome.Failed, other.Id), "only the valid token's word counts");
        view.Timeline.Count(t => t.Kind == "workload_finished").ShouldBe(1);
        view.DoubleRuns!.Select(d => (d.Cause, d.Stray.Site, d.Stray.State, Other: d.Other!.Site, OtherState: d.Other.State)).ShouldBe(
        [
            (DoubleRunCause.Fenced, site.Id, JobState.Running, other.Id, JobState.Running),
            (DoubleRunCause.Fenced, site.Id, JobState.Succeeded, other.Id, JobState.Running),
        ]);
        view.DoubleRuns![1].Stray.EndedAt.ShouldBe(end.FinishedAt);
        view.Timeline.Count(t => t.Kind == "double_run_seen").ShouldBe(2);
        var trust = await Waiting.ToSeeAsync(() => tenant.GetSiteTrustAsync(site.Id), t => t.DoubleRuns > 0);
        (trust.Lost, trust.DoubleRuns).ShouldBe((1, 1));
        (await site.TrustAsync()).DoubleRuns.ShouldBe(1, "the site itself reads it too");
    }

    [Fact]
    public async Task evictions_are_few_in_a_minute_and_what_is_left_when_the_site_returns_is_its_own()
    {
        var (site, tenant) = await NetworkAsync(Cheap);
        for (var i = 0; i < 5; i++)
            await SubmitAsync(tenant);
        await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Count == 5);

        _host.Wall.Advance(TimeSpan.FromMinutes(11));
        await Waiting.ToSeeAsync(HeldAsync, held => held == 3);
        _host.Wall.Advance(TimeSpan.FromSeconds(61));
        await Waiting.ToSeeAsync(HeldAsync, held => held == 1);
        (await tenant.GetSiteAsync(site.Id)).Summary.Silence!.Rung.ShouldBe(SiteRung.Fenced);

        await site.ReportAsync(0, []);
        _host.Wall.Advance(TimeSpan.FromSeconds(40));
        await Turn().RunAsync(site.Id, CancellationToken.None);
        (await LoadAsync(site)).IsLost.ShouldBeFalse();
        (await HeldAsync()).ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task a_damaged_site_and_one_in_another_nodes_hands_delay_no_other()
    {
        var (site, tenant) = await NetworkAsync(Cheap);
        await SubmitAsync(tenant);
        await RunningAsync(site);
        var (damaged, heard) = (await JoinAsync("harbin-ai", 99), await JoinAsync("shenyang-ai", 99));
        await ExecuteAsync("""update computenet.mt_doc_site set data = jsonb_set(data, '{ChangedAt}', '"yesterday"') where id = 'site/harbin-ai'""");

        // Another node goes on hearing it: told before the silence here is long.
        await ExecuteAsync($"insert into computenet.site_heard values ('shenyang-ai', '{_host.Wall.GetUtcNow().AddMinutes(11):O}', now()) on conflict (site) do update set heard_at = excluded.heard_at");
        _host.Wall.Advance(TimeSpan.FromMinutes(11));

        await Waiting.ToSeeAsync(HeldAsync, held => held == 0);
        (await LoadAsync(heard)).ShouldSatisfyAllConditions(s => s.IsLost.ShouldBeFalse(), s => s.SilentSince.ShouldBeNull("another node heard it"));
        await Should.ThrowAsync<Exception>(() => LoadAsync(damaged));
    }

    [Fact]
    public async Task nobody_is_lost_for_what_was_said_while_the_centre_was_away()
    {
        var (site, tenant) = await NetworkAsync(Cheap);
        await SubmitAsync(tenant);
        await RunningAsync(site);
        _host.Wall.Advance(TimeSpan.FromMinutes(9));
        await _host.RestartAsync();
        _host.Wall.Advance(TimeSpan.FromMinutes(9));

        await Turn().RunAsync(site.Id, CancellationToken.None);
        (await HeldAsync()).ShouldBe(1);
        _host.Wall.Advance(TimeSpan.FromMinutes(2));
        await Waiting.ToSeeAsync(HeldAsync, held => held == 0);
    }

    [Fact]
    public async Task two_nodes_that_take_the_same_turn_do_it_once()
    {
        var (site, tenant) = await NetworkAsync(Cheap);
        await SubmitAsync(tenant);
        await SubmitAsync(tenant);
        await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Count == 2);
        _host.Wall.Advance(TimeSpan.FromMinutes(11));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Turn().RunAsync(site.Id, CancellationToken.None)));
        await Waiting.ToSeeAsync(HeldAsync, held => held == 0);

        await using var session = _host.Store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().ToListAsync();
        events.CountBy(e => e.EventTypeName).Where(c => c.Key is "site_lost" or "lease_fenced" or "lease_released" or "workload_evicted").ToDictionary()
            .ShouldBe(new Dictionary<string, int> { ["site_lost"] = 1, ["lease_fenced"] = 2, ["lease_released"] = 2, ["workload_evicted"] = 2 }, ignoreOrder: true);
    }

    [Fact]
    public async Task a_site_that_keeps_falling_silent_must_stay_before_it_gets_work()
    {
        var (site, tenant) = await NetworkAsync(Cheap);
        for (var times = 1; times <= 2; times++)
        {
            _host.Wall.Advance(TimeSpan.FromMinutes(3));
            await Waiting.ToSeeAsync(() => LoadAsync(site), s => s.SilentSince is not null);
            await site.ReportAsync(0, []);
        }

        var id = await SubmitAsync(tenant);
        var waits = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(id), w => w.Summary.Forecast?.Why is not null);
        waits.Summary.Forecast!.Why!.Code.ShouldBe("site-unsteady");
        var silence = (await tenant.GetSiteAsync(site.Id)).Summary.Silence!;
        (silence.Rung, silence.Flaps).ShouldBe((SiteRung.Heard, 2));
        silence.UnsteadyUntil.ShouldNotBeNull();
    }

    [Fact]
    public async Task a_job_that_its_scheduler_started_again_is_on_record_once_per_start()
    {
        var (site, tenant) = await NetworkAsync(Cheap);
        var id = await SubmitAsync(tenant);
        var order = (await RunningAsync(site)).Orders[0];
        var again = TestSite.Sighting(order, JobState.Running) with { Restarts = 1, StartedAt = SiteStart };
        await site.ReportAsync(0, [order.Job], again);
        await site.ReportAsync(0, [order.Job], again);
        await site.ReportAsync(0, [order.Job], TestSite.Sighting(order, JobState.Succeeded) with { Restarts = 1 });

        var view = await tenant.GetWorkloadAsync(id);
        view.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        var seen = view.DoubleRuns.ShouldHaveSingleItem();
        (seen.Cause, seen.Restarts, seen.Stray.Job, seen.Other!.Job, seen.Other.StartedAt).ShouldBe((DoubleRunCause.Restarted, 1, order.Job, order.Job, SiteStart));
        var trust = await Waiting.ToSeeAsync(() => tenant.GetSiteTrustAsync(site.Id), t => t.DoubleRuns == 1 && t.Promises == 1);
        trust.Kept.Share.ShouldBe((9 + 0.75) / 11, 1e-9);
    }

    private SilentSiteTurn Turn() => _host.Services.GetRequiredService<SilentSiteTurn>();

    private async Task<(TestSite Site, ComputeNetClient Tenant)> NetworkAsync(string site) => (await JoinAsync(site, yuan: 10), _host.Client(await _host.TenantAsync()));

    private async Task<TestSite> JoinAsync(string id, decimal yuan)
    {
        var site = await _host.SiteAsync(id);
        await site.DeclareAsync(TestSite.Pool($"{id}.cpu", Architecture.Cpu, "cpu-core", 8, yuan));
        return site;
    }

    private static async Task<WorkloadId> SubmitAsync(ComputeNetClient tenant) => (await tenant.SubmitAsync(new SubmitWorkload
    {
        Name = "runs",
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 600, Command = ["true"] }],
    })).Id;

    private static async Task<SiteOrders> RunningAsync(TestSite site)
    {
        var orders = await site.FirstOrdersAsync();
        await site.ReportAsync(orders.Version, [.. orders.Orders.Select(o => o.Job)], [.. orders.Orders.Select(o => TestSite.Sighting(o, JobState.Running))]);
        return orders;
    }

    /// <summary>Time passes in which only these speak.</summary>
    private async Task SilenceAsync(TimeSpan by, params TestSite[] speaking)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromSeconds(40))
        {
            _host.Wall.Advance(TimeSpan.FromSeconds(40));
            foreach (var site in speaking)
                await site.ReportAsync(0, []);
        }
    }

    private async Task<Site> LoadAsync(TestSite site)
    {
        await using var session = _host.Store.QuerySession();
        return (await session.SiteAsync(site.Id, CancellationToken.None))!;
    }

    private async Task<int> HeldAsync()
    {
        await using var session = _host.Store.QuerySession();
        return (await session.Query<Pool>().ToListAsync()).Sum(p => p.Leases.Count);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_host.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

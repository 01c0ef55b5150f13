using ComputeNet.Client;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;
using ComputeNet.Service.Sites.Trust;
using Marten;

namespace ComputeNet.Orchestrator.Tests.Sites.Trust;

/// <summary>What sites do with their promises comes back as their trust: read from the ledger, charged by the next plans, overruled by the policy.</summary>
public sealed class SiteTrustTests(PostgresServer postgres) : IAsyncLifetime
{
    private sealed class Host(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options) => options.TrustEvery = TimeSpan.Zero;
    }

    private readonly Host _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task refusals_and_kept_promises_are_counted_and_charged_from_the_next_round_on()
    {
        var (site, tenant) = await NetworkAsync();
        (await tenant.GetSiteTrustAsync(site.Id)).Provenance.Basis.ShouldBe(Basis.Assumed);
        (await TrustTermAsync(tenant)).ShouldBe(0, "nothing tells sites apart yet");

        await RunAsync(site, tenant, JobState.Running, JobState.Succeeded);
        await RunAsync(site, tenant, JobState.Refused);

        var trust = await Waiting.ToSeeAsync(() => tenant.GetSiteTrustAsync(site.Id), t => t.Promises == 2);
        trust.Refused.ShouldBe(1);
        trust.Provenance.Basis.ShouldBe(Basis.Measured);
        trust.Kept.Share.ShouldBe((9 + 1 + 0.5) / 12, 1e-9);
        trust.MeanStartDelaySeconds.ShouldNotBeNull();
        trust.TelemetryAgeSeconds.ShouldBeNull();
        var term = (long)Math.Round(5_000_000 * (1 - trust.Score));
        await Waiting.ToSeeAsync(() => TrustTermAsync(tenant), t => Math.Abs(t - term) <= 1);
    }

    [Fact]
    public async Task the_policys_own_figure_wins_and_says_so()
    {
        var (site, tenant) = await NetworkAsync();
        await RunAsync(site, tenant, JobState.Refused);
        await Waiting.ToSeeAsync(() => tenant.GetSiteTrustAsync(site.Id), t => t.Promises == 1);

        var operators = _host.Client(await _host.OperatorAsync());
        var policy = await operators.GetPolicyAsync();
        await operators.SetPolicyAsync(Terms(policy) with { Sites = [new(site.Id, Trust: 0.4)] }, policy.Version);

        var trust = await tenant.GetSiteTrustAsync(site.Id);
        (trust.Score, trust.Stated, trust.Provenance.Basis).ShouldBe((0.4, 0.4, Basis.Stated));
        trust.Measured.ShouldBeGreaterThan(0.7);
        await Waiting.ToSeeAsync(() => TrustTermAsync(tenant), t => t == 3_000_000);
    }

    [Fact]
    public async Task a_site_that_starts_nothing_does_not_stay_punctual()
    {
        var (site, tenant) = await NetworkAsync();
        await tenant.SubmitAsync(Job);
        await site.FirstOrdersAsync();
        var promised = await Waiting.ToSeeAsync(() => RowsAsync(), rows => rows.Count == 1);

        var records = await TrustRecords.ReadAsync(_host.Store, promised[0].DueAt.AddHours(2), null, CancellationToken.None);

        records[site.Id].ShouldHaveSingleItem().DelayMinutes.ShouldBe(120);
        TrustLaw.Of(records[site.Id], null).Punctual.Share.ShouldBeLessThan(TrustLaw.PriorShare);
    }

    [Fact]
    public async Task the_record_of_promises_rebuilds_from_the_ledger()
    {
        var (site, tenant) = await NetworkAsync();
        await RunAsync(site, tenant, JobState.Running, JobState.Failed);
        var before = await Waiting.ToSeeAsync(RowsAsync, rows => rows is [{ ReleasedAs: not null, Outcome: not null, SeenRunningAt: not null }]);
        before[0].Fate.ShouldBe(PromiseFate.Failed, "no exit code: the program did not end by itself");

        using var daemon = await _host.Store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("promises", TimeSpan.FromMinutes(1), CancellationToken.None);

        (await RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task nobody_has_a_trust_in_a_site_that_does_not_exist()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var refused = await Should.ThrowAsync<ApiRefusedException>(() => tenant.GetSiteTrustAsync(new("atlantis")));
        refused.Problem.Code.ShouldBe("site-unknown");
    }

    private async Task<(TestSite Site, ComputeNetClient Tenant)> NetworkAsync()
    {
        var site = await _host.SiteAsync();
        await site.DeclareAsync(TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 8, yuan: 5));
        return (site, _host.Client(await _host.TenantAsync()));
    }

    private static async Task RunAsync(TestSite site, ComputeNetClient tenant, params JobState[] states)
    {
        var submitted = await tenant.SubmitAsync(Job);
        var orders = await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Any(j => j.Workload == submitted.Id));
        var order = orders.Orders.Single(j => j.Workload == submitted.Id);
        foreach (var state in states)
            await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, state));
        if (states[^1] == JobState.Refused)
            await tenant.CancelAsync(submitted.Id);
    }

    private async Task<IReadOnlyList<PromiseRow>> RowsAsync()
    {
        await using var session = _host.Store.QuerySession();
        return await session.Query<PromiseRow>().OrderBy(p => p.Id).ToListAsync();
    }

    private static async Task<long> TrustTermAsync(ComputeNetClient tenant)
    {
        var decision = await Waiting.ToSeeAsync(() => tenant.PreviewAsync(Job), d => d.Candidates.Count > 0);
        return decision.Candidates[0].Terms.SingleOrDefault(t => t.Objective == "trust")?.MicroYuan ?? 0;
    }

    private static SetPolicy Terms(PolicyView view) => new(
        view.PriceWeight, view.LatencyWeight, view.CarbonWeight, view.CarbonYuanPerTonne, view.LatencyYuanPerMillisecondHour, view.WaitingYuanPerHour, view.HorizonHours, view.SlotMinutes);

    private static SubmitWorkload Job => new()
    {
        Name = "job",
        Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 1, ExpectedSeconds = 3600, TimeLimitSeconds = 3600, Command = ["train"] }],
    };
}

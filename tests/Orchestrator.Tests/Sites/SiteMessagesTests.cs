using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Sites;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>What a site tells beside its inventory and its sightings: instruments, offers, logs that somebody reads.</summary>
public sealed class SiteMessagesTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static readonly DateTimeOffset At = DateTimeOffset.UtcNow.AddMinutes(-1);

    [Fact]
    public async Task the_newest_telemetry_is_kept_and_a_late_one_is_refused()
    {
        var site = await SiteAsync("beijing-ai");
        await site.ReportTelemetryAsync(Telemetry("beijing-ai", At, foreign: 3));
        (await RefusedAsync(() => site.ReportTelemetryAsync(Telemetry("beijing-ai", At.AddSeconds(-5), foreign: 9)))).ShouldBe((409, "site-message-outdated"));
        (await LoadAsync<SiteTelemetryDocument>("beijing-ai"))!.Telemetry.Pools.Single().ForeignDevices.ShouldBe(3);
        await site.ReportTelemetryAsync(Telemetry("beijing-ai", At.AddSeconds(5), foreign: 4));
        (await LoadAsync<SiteTelemetryDocument>("beijing-ai"))!.Telemetry.Pools.Single().Devices!.Single().Watts.ShouldBe(311.5);
    }

    [Fact]
    public async Task offers_stand_whole_until_the_next_ones()
    {
        var site = await SiteAsync("shanghai-ai");
        var offer = new PoolOffer(new("shanghai-ai.npu"), At)
        {
            PricePerDeviceHour = Money.Yuan(7),
            PriceFactorByClass = new Dictionary<ServiceClass, double> { [ServiceClass.BestEffort] = 0.5 },
            PriceFactorByUtcHour = new DayFactors([.. Enumerable.Repeat(1.5, 24)]),
            MostDevices = 16,
            Blackouts = [new(At.AddHours(1), At.AddHours(2), "tender")],
        };
        await site.MakeOffersAsync(new(At, [offer]));
        var kept = (await LoadAsync<SiteOffersDocument>("shanghai-ai"))!;
        kept.Offers.Offers.ShouldBe([offer]);
        await site.MakeOffersAsync(new(At.AddSeconds(1), [offer]));
        (await LoadAsync<SiteOffersDocument>("shanghai-ai"))!.ReceivedAt.ShouldBe(kept.ReceivedAt, "the same again changes nothing");
        await site.MakeOffersAsync(new(At.AddSeconds(2), []));
        (await LoadAsync<SiteOffersDocument>("shanghai-ai"))!.Offers.Offers.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_site_speaks_of_its_own_pools_and_of_times_that_can_be()
    {
        var site = await SiteAsync("wuhan-ai");
        (await RefusedAsync(() => site.ReportTelemetryAsync(Telemetry("hangzhou-ai", At, 1)))).ShouldBe((403, "foreign-pool"));
        (await RefusedAsync(() => site.MakeOffersAsync(new(At, [new(new("hangzhou-ai.npu"), At)])))).ShouldBe((403, "foreign-pool"));
        (await RefusedAsync(() => site.ReportTelemetryAsync(Telemetry("wuhan-ai", At.AddYears(1), 1)))).ShouldBe((422, "site-time-ahead"));
        (await RefusedAsync(() => site.MakeOffersAsync(new(At, [new(new("wuhan-ai.npu"), At.AddYears(1))])))).ShouldBe((422, "site-time-ahead"));
        (await RefusedAsync(() => site.ReportTelemetryAsync(Telemetry("wuhan-ai", At, -1)))).ShouldBe((422, "invalid-fields"));
        (await LoadAsync<SiteTelemetryDocument>("wuhan-ai")).ShouldBeNull();
    }

    [Fact]
    public async Task whoever_reads_the_log_of_a_running_job_gets_what_its_site_sees_now()
    {
        var site = await host.SiteAsync();
        var tenant = host.Client(await host.TenantAsync());
        await site.DeclareAsync(TestSite.Pool("hangzhou-ai.cpu", Architecture.Cpu, "cpu-core", 8));
        var id = (await tenant.SubmitAsync(new SubmitWorkload
        {
            Name = "talks",
            Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 600, Command = ["true"] }],
        })).Id;
        var orders = await site.FirstOrdersAsync();
        orders.LogsWanted.ShouldBeNull("nobody reads");
        var order = orders.Orders.Single();
        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Running));

        (await tenant.GetLogAsync(id)).ShouldBe(new WorkloadLog(order.Job, null, null, IsAsked: true));
        (await site.OrdersAsync()).LogsWanted.ShouldBe([order.Job]);
        await site.SendLogAsync(order.Job, "epoch 3");
        (await site.OrdersAsync()).LogsWanted.ShouldBeNull("the wish is fulfilled");
        var log = await tenant.GetLogAsync(id);
        (log.Tail, log.Why).ShouldBe(("epoch 3", null));

        await (await host.SiteAsync("wuhan-ai")).SendLogAsync(order.Job, "not its job");
        (await tenant.GetLogAsync(id)).Tail.ShouldBe("epoch 3");
        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Succeeded, "the end"));
        (await tenant.GetLogAsync(id)).ShouldSatisfyAllConditions(l => l.Tail.ShouldBe("the end"), l => l.IsAsked.ShouldBeFalse());
    }

    private static SiteTelemetry Telemetry(string site, DateTimeOffset at, int foreign) =>
        new(at, [new(new($"{site}.npu"), foreign, null, 0, [new("n1", 0, 0.5, 1024, 65536, 311.5, 61, true)])]);

    private async Task<SiteAgentClient> SiteAsync(string id) => host.Client(await host.TokenAsync($"site-{id}", Roles.Site, site: id, scope: "site")).SiteAgent;

    private async Task<T?> LoadAsync<T>(string id) where T : notnull
    {
        await using var session = host.Store.QuerySession();
        return await session.LoadAsync<T>(id);
    }

    private static async Task<(int, string)> RefusedAsync(Func<Task> call)
    {
        var problem = (await Should.ThrowAsync<ApiRefusedException>(call)).Problem;
        return (problem.Status, problem.Code);
    }
}

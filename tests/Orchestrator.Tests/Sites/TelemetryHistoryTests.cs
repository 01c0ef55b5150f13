using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>The last day of a site's instruments: one reading in every five minutes, and never more documents than that.</summary>
public sealed class TelemetryHistoryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Start);
    private readonly OrchestratorHost _host;

    public TelemetryHistoryTests(PostgresServer postgres) => _host = new(postgres) { LedgerTime = _clock };

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_site_that_has_told_nothing_has_no_reading_and_says_so()
    {
        var view = await (await OperatorAsync()).GetSiteTelemetryAsync(new("wuhan-ai"));
        (view.ReceivedAt, view.Times.Count, view.Pools.Count).ShouldBe((null, 0, 0));
    }

    [Fact]
    public async Task of_every_five_minutes_one_reading_stays_and_the_newest_is_always_the_last()
    {
        var site = await SiteAsync();
        await TellAsync(site, 0, 0.1);
        await TellAsync(site, 2, 0.9);
        await TellAsync(site, 6, 0.3);
        await TellAsync(site, 8, 0.4);

        var view = await (await OperatorAsync()).GetSiteTelemetryAsync(new("wuhan-ai"));
        view.Times.ShouldBe([Start, Start.AddMinutes(6), Start.AddMinutes(8)]);
        var pool = view.Pools.ShouldHaveSingleItem();
        pool.Newest!.Devices!.Count.ShouldBe(2);
        pool.History.UtilisationShare.Select(s => s!.Most).ShouldBe([0.2, 0.3, 0.4]);
        pool.History.UtilisationShare[2].ShouldBe(new ReadingSpread(0.2, 0.3, 0.4));
        pool.History.MemoryShare[0].ShouldBe(new ReadingSpread(0.25, 0.25, 0.25));
        pool.History.Celsius.ShouldAllBe(s => s == null, "its tool tells none");
        pool.History.ForeignDevices.ShouldBe([3, 3, 3]);
        pool.History.Devices.Select(d => (d.Node, d.Device)).ShouldBe([("n1", 0), ("n1", 1)]);
        pool.History.Devices[0].UtilisationShare.ShouldBe([0.1, 0.3, 0.4]);
    }

    [Fact]
    public async Task a_day_later_the_ring_is_full_and_takes_no_more_room()
    {
        var site = await SiteAsync();
        for (var minutes = 0; minutes < 26 * 60; minutes += 60)
            await TellAsync(site, minutes, 0.5);
        await TellAsync(site, 24 * 60 * 2, 0.7);

        var view = await (await OperatorAsync()).GetSiteTelemetryAsync(new("wuhan-ai"));
        view.Times.ShouldBe([Start.AddHours(25), Start.AddDays(2)], "what is older than a day is not shown");
        await using var session = _host.Store.QuerySession();
        (await session.Query<SiteTelemetryPoint>().CountAsync()).ShouldBe(24, "26 readings an hour apart fall on 24 places");
    }

    [Fact]
    public void a_pool_of_many_devices_is_kept_by_its_spread()
    {
        var devices = Enumerable.Range(0, 9).Select(d => new DeviceTelemetry("n1", d, d / 8.0, null, null, null, 40 + d, null)).ToList();
        var point = TelemetryRing.Point(new("wuhan-ai"), new(Start, [new(new("wuhan-ai.npu"), null, null, null, devices)]), Start);
        var pool = point.Pools.ShouldHaveSingleItem();
        (pool.Devices, pool.UtilisationShare, pool.Watts).ShouldBe((null, new ReadingSpread(0, 0.5, 1), null));
    }

    [Fact]
    public void a_site_of_many_small_pools_keeps_no_more_than_its_share_one_by_one()
    {
        var pools = Enumerable.Range(0, 20).Select(p => new PoolTelemetry(new($"wuhan-ai.p{p:00}"), null, null, null,
            [.. Enumerable.Range(0, 8).Select(d => new DeviceTelemetry("n1", d, 0.5, null, null, null, null, null))])).ToList();
        var point = TelemetryRing.Point(new("wuhan-ai"), new(Start, pools), Start);
        point.Pools.Sum(p => p.Devices?.Count ?? 0).ShouldBe(TelemetryRing.MostDevices);
        point.Pools.ShouldAllBe(p => p.UtilisationShare != null);
    }

    private Task TellAsync(SiteAgentClient site, int minute, double utilisation)
    {
        _clock.Advance(Start.AddMinutes(minute) - _clock.GetUtcNow());
        return site.ReportTelemetryAsync(new(_clock.GetUtcNow(), [new(new("wuhan-ai.npu"), 3, null, 0,
        [
            new("n1", 0, utilisation, 16384, 65536, 311.5, null, true), new("n1", 1, 0.2, 16384, 65536, 300, null, true),
        ])]));
    }

    private async Task<SiteAgentClient> SiteAsync() =>
        _host.Client(await _host.TokenAsync("site-wuhan-ai", Roles.Site, site: "wuhan-ai", scope: "site", validFor: TimeSpan.FromDays(9))).SiteAgent;

    private async Task<ComputeNetClient> OperatorAsync() => _host.Client(await _host.OperatorAsync());
}

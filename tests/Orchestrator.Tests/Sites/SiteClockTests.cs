using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Sites;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>A site's clock is measured and shown, and never trusted.</summary>
public sealed class SiteClockTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static readonly SiteId Site = new("wuhan-ai");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void the_quickest_report_tells_best()
    {
        var clocks = new SiteClocks();
        clocks.SkewOf(Site).ShouldBeNull();
        foreach (var milliseconds in new[] { 40, 5, 900 })
            clocks.Heard(Site, Now.AddSeconds(90), Now.AddMilliseconds(milliseconds));
        clocks.SkewOf(Site).ShouldBe(TimeSpan.FromSeconds(90) - TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public void a_clock_that_was_put_right_is_right_a_few_reports_later()
    {
        var clocks = new SiteClocks();
        clocks.Heard(Site, Now.AddHours(1), Now);
        for (var report = 0; report < SiteClocks.Reports; report++)
            clocks.Heard(Site, Now.AddSeconds(-1), Now);
        clocks.SkewOf(Site).ShouldBe(TimeSpan.FromSeconds(-1));
    }

    [Fact]
    public async Task the_page_of_a_site_says_by_how_much_it_is_ahead()
    {
        var agent = host.Client(await host.TokenAsync("site-wuhan-ai", Roles.Site, site: Site.Value, scope: "site")).SiteAgent;
        await agent.DeclareInventoryAsync(new SiteInventory("test", true, DateTimeOffset.UtcNow, []));
        var people = host.Client(await host.TenantAsync());
        (await people.GetSiteAsync(Site)).ClockSkewSeconds.ShouldBeNull("it has not reported yet");
        await agent.ReportAsync(new SightingReport(DateTimeOffset.UtcNow.AddHours(1), 0, [], []));
        (await people.GetSiteAsync(Site)).ClockSkewSeconds.ShouldNotBeNull().ShouldBeInRange(3000, 3600.1);
    }
}

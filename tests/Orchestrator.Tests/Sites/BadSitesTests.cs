using System.Net.Http.Headers;
using ComputeNet.Client;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>A site that sends nonsense is told so with a code, is on record for it once, and harms nobody else. Over real sockets.</summary>
public sealed class BadSitesTests(ListeningHost host) : IClassFixture<ListeningHost>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(-1);

    [Fact]
    public async Task what_is_refused_is_on_record_and_a_flood_of_it_is_one_line()
    {
        var token = await SiteTokenAsync("wuhan-ai");
        var site = host.Client(token).SiteAgent;
        for (var times = 0; times < 30; times++)
            (await RefusedAsync(() => site.DeclareInventoryAsync(Inventory(TestSite.Pool("wuhan-ai.cpu", Architecture.Cpu, "cpu-core", -8))))).ShouldBe((422, "invalid-fields"));
        (await RefusedAsync(() => site.DeclareInventoryAsync(Inventory(TestSite.Pool("hangzhou-ai.cpu", Architecture.Cpu, "cpu-core", 8))))).ShouldBe((403, "foreign-pool"));
        (await RefusedAsync(() => host.Client(token).ListSitesAsync())).ShouldBe((403, "role-not-allowed"));

        var rows = await AuditOfAsync("wuhan-ai", 3);
        rows.Count.ShouldBe(3, "one line per kind, however often");
        var negative = rows.Single(r => r.Facts["code"] == "invalid-fields");
        (negative.Actor, negative.Facts["route"], negative.Facts["field"], negative.Facts["times"]).ShouldBe(("site.wuhan-ai", "PUT /api/site/inventory", "pools[0].devices", "1"));

        host.Wall.Advance(TimeSpan.FromMinutes(11));
        await RefusedAsync(() => site.DeclareInventoryAsync(Inventory(TestSite.Pool("wuhan-ai.cpu", Architecture.Cpu, "cpu-core", -8))));
        (await AuditOfAsync("wuhan-ai", 4)).ShouldContain(r => r.Facts["times"] == "30", "the next window tells how many there were");
    }

    [Theory]
    [InlineData("PUT", "api/site/inventory", 100 << 20)]
    [InlineData("POST", "api/site/sightings", 100 << 20)]
    [InlineData("POST", "api/site/telemetry", 9 << 20)]
    public async Task a_huge_body_is_refused_before_it_is_read(string method, string path, long bytes)
    {
        using var http = host.Http(await SiteTokenAsync("xian-ai"));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StreamContent(new EndlessSpaces(bytes)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentLength = bytes;
        request.Headers.ExpectContinue = true;
        using var response = await http.SendAsync(request);
        await response.ShouldBeProblem(413, "body-too-large");
    }

    [Fact]
    public async Task a_replayed_message_changes_nothing()
    {
        var site = await host.SiteAsync("nanjing-ic");
        var agent = host.Client(await SiteTokenAsync("nanjing-ic")).SiteAgent;
        var (old, young) = (Inventory(TestSite.Pool("nanjing-ic.cpu", Architecture.Cpu, "cpu-core", 4)), Inventory(TestSite.Pool("nanjing-ic.cpu", Architecture.Cpu, "cpu-core", 8)) with { ObservedAt = Now.AddSeconds(1) });
        await agent.DeclareInventoryAsync(old);
        await agent.DeclareInventoryAsync(young);
        (await RefusedAsync(() => agent.DeclareInventoryAsync(old))).ShouldBe((409, "site-message-outdated"));
        await agent.DeclareInventoryAsync(young);
        (await host.Client(await host.OperatorAsync()).GetSiteAsync(new("nanjing-ic"))).Summary.Devices.ShouldBe(8);
        (await AuditOfAsync("nanjing-ic", 1)).Single().Facts["code"].ShouldBe("site-message-outdated");

        var tenant = host.Client(await host.TenantAsync());
        await tenant.SubmitAsync(Cpu("replayed"));
        var orders = await site.FirstOrdersAsync();
        var order = orders.Orders.Single();
        var reports = new[] { JobState.Starting, JobState.Running, JobState.Succeeded }
            .Select(state => new SightingReport(Now, orders.Version, [TestSite.Sighting(order, state)], [order.Job])).ToList();
        foreach (var report in reports)
            await agent.ReportAsync(report);
        var length = await host.CommandsOnRecordAsync();
        foreach (var report in reports)
            (await agent.ReportAsync(report)).Stale.ShouldBe(report.Sightings[0].State.IsTerminal() ? [] : [order.Job]);
        (await host.CommandsOnRecordAsync()).ShouldBe(length);
    }

    [Fact]
    public async Task while_one_site_sends_nonsense_another_one_works_on()
    {
        using var end = new CancellationTokenSource();
        var bad = host.Client(await SiteTokenAsync("qingdao-ai")).SiteAgent;
        var flood = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FloodAsync(bad, end.Token)));
        var site = await host.SiteAsync("ningbo-ai-sc");
        await site.DeclareAsync(TestSite.Pool("ningbo-ai-sc.npu", Architecture.Ascend, "huawei-ascend-910b", 8));
        var tenant = host.Client(await host.TenantAsync());
        var id = (await tenant.SubmitAsync(Cpu("goes on") with
        {
            Variants = [new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
        })).Id;
        var orders = await site.FirstOrdersAsync();
        await site.ReportAsync(orders.Version, [orders.Orders[0].Job], TestSite.Sighting(orders.Orders[0], JobState.Succeeded));
        (await tenant.GetWorkloadAsync(id)).Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        await end.CancelAsync();
        (await flood).Sum().ShouldBeGreaterThan(0, "the flood was there");
        (await AuditOfAsync("qingdao-ai", 1)).Count.ShouldBe(1);
    }

    private static async Task<int> FloodAsync(SiteAgentClient site, CancellationToken ct)
    {
        var refused = 0;
        while (!ct.IsCancellationRequested)
        {
            (await RefusedAsync(() => site.ReportAsync(new SightingReport(new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero), 0, [], []), CancellationToken.None))).ShouldBe((422, "invalid-fields"));
            refused++;
        }
        return refused;
    }

    private static SubmitWorkload Cpu(string name) => new()
    {
        Name = name,
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
    };

    private static SiteInventory Inventory(params PoolDeclaration[] pools) => new("test", true, Now, pools);

    private Task<string> SiteTokenAsync(string site) => host.TokenAsync($"site-{site}", Roles.Site, site: site, scope: TokenScopes.Site);

    private async Task<IReadOnlyList<AuditEntry>> AuditOfAsync(string site, int atLeast)
    {
        var audit = host.Client(await host.OperatorAsync()).Audit;
        var page = await Waiting.ToSeeAsync(() => audit.ListAsync(new AuditQuery { Noun = "site", Target = site, Action = "site_message_refused" }), p => p.Items.Count >= atLeast);
        return page.Items;
    }

    private static async Task<(int, string)> RefusedAsync(Func<Task> call)
    {
        var problem = (await Should.ThrowAsync<ApiRefusedException>(call)).Problem;
        return (problem.Status, problem.Code);
    }

    /// <summary>A body that is never held in memory.</summary>
    private sealed class EndlessSpaces(long bytes) : Stream
    {
        private long left = bytes;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, left);
            Array.Fill(buffer, (byte)' ', offset, read);
            left -= read;
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

using System.Text;
using System.Text.Json;
using ComputeNet.Client;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Audit;
using Marten;

namespace ComputeNet.Orchestrator.Tests.Audit;

public sealed class AuditTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static readonly SiteId Site = new("hangzhou-ai");

    [Fact]
    public async Task a_command_is_on_record_with_actor_target_time_correlation_and_reason()
    {
        var client = host.Client(await host.OperatorAsync());
        var before = TimeProvider.System.GetUtcNow();
        await client.SetAcceptanceAsync(Site, new SetAcceptance(SiteAcceptance.Draining, "maintenance"));
        var entry = (await EntriesAsync(client, new AuditQuery(Action: "site_acceptance_set", Target: Site.Value))).ShouldHaveSingleItem();
        (entry.Actor, entry.Noun, entry.Target, entry.Tenant).ShouldBe(("operator", "site", Site.Value, null));
        entry.At.ShouldBeInRange(before.AddSeconds(-1), before.AddMinutes(1));
        entry.CorrelationId.Length.ShouldBeGreaterThan(10);
        entry.Facts["acceptance"].ShouldBe("Draining");
        entry.Facts["reason"].ShouldBe("maintenance");
    }

    [Fact]
    public async Task a_tenant_sees_what_is_its_own_and_nothing_else()
    {
        await SubmitAsync(await host.TenantAsync(), "mine");
        await SubmitAsync(await host.TenantAsync("rival"), "theirs");
        var rival = host.Client(await host.TenantAsync("rival"));
        var seen = await EntriesAsync(rival, new AuditQuery(PageSize: 500));
        seen.ShouldAllBe(e => e.Tenant == new TenantId("rival"));
        seen.Where(e => e.Action == "workload_submitted").Select(e => e.Facts["name"]).ShouldBe(["theirs"]);
        (await EntriesAsync(rival, new AuditQuery(Noun: "site"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task later_events_of_a_workload_belong_to_its_tenant_too()
    {
        var client = host.Client(await host.TenantAsync("canceller"));
        var id = await SubmitAsync(await host.TenantAsync("canceller"), "short life");
        await client.CancelAsync(id);
        var entries = await EntriesAsync(client, new AuditQuery(Target: id.Value));
        entries.Select(e => e.Action).ShouldContain("workload_cancel_requested");
        entries.ShouldAllBe(e => e.Actor == "canceller-user" || e.Actor == "brain");
    }

    [Fact]
    public async Task commands_and_environments_are_not_told()
    {
        await SubmitAsync(await host.TenantAsync(), "quiet", "--password=hush-hush");
        await using var session = host.Store.QuerySession();
        await host.AuditedAsync();
        JsonSerializer.Serialize(await session.Query<AuditRow>().ToListAsync()).ShouldNotContain("hush-hush");
    }

    [Fact]
    public async Task pages_join_to_the_whole_without_gaps_or_repetitions()
    {
        var tenant = await host.TenantAsync("pager");
        for (var i = 0; i < 7; i++)
            await SubmitAsync(tenant, $"page {i}");
        var client = host.Client(tenant);
        await host.AuditedAsync();
        var all = new List<AuditEntry>();
        string? cursor = null;
        do
        {
            var page = await client.Audit.ListAsync(new AuditQuery(Action: "workload_submitted", Cursor: cursor, PageSize: 3));
            page.Items.Count.ShouldBeLessThanOrEqualTo(3);
            all.AddRange(page.Items);
            cursor = page.Next;
        } while (cursor is not null);
        all.Select(e => e.Facts["name"]).ShouldBe(["page 6", "page 5", "page 4", "page 3", "page 2", "page 1", "page 0"]);
        all.Select(e => e.Sequence).ShouldBe(all.Select(e => e.Sequence).OrderDescending());
    }

    [Theory]
    [InlineData("pageSize=0", 422, "pageSize")]
    [InlineData("pageSize=501", 422, "pageSize")]
    [InlineData("from=1999-12-31T00:00:00Z", 422, "from")]
    [InlineData("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", 422, "to")]
    [InlineData("cursor=%21%21", 400, "cursor")]
    [InlineData("actr=operator", 400, "actr")]
    public async Task a_question_that_makes_no_sense_is_refused_by_name(string query, int status, string field)
    {
        var response = await host.Http(await host.OperatorAsync()).GetAsync($"/api/audit?{query}");
        (await response.ShouldBeProblem(status, status == 400 ? "malformed-request" : "invalid-fields")).Errors!.Keys.ShouldBe([field]);
    }

    [Fact]
    public async Task the_export_as_lines_is_the_list()
    {
        var client = host.Client(await host.OperatorAsync());
        var entries = await EntriesAsync(client, new AuditQuery(PageSize: 500));
        using var response = await client.Audit.ExportAsync(new AuditQuery(To: entries[0].At.AddMilliseconds(1)), "jsonl");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/jsonl");
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(l => JsonSerializer.Deserialize<AuditEntry>(l, WireFormat.Json)!.Sequence).ShouldContain(entries[^1].Sequence);
        lines.Length.ShouldBeGreaterThanOrEqualTo(entries.Count);
    }

    [Fact]
    public async Task the_export_as_a_table_survives_names_that_are_formulas()
    {
        var tenant = await host.TenantAsync("spreadsheet");
        await SubmitAsync(tenant, "=cmd|'/c calc'!A0, \"quoted\" 名");
        await host.AuditedAsync();
        var response = await host.Http(tenant).GetAsync("/api/audit/export?format=csv&action=workload_submitted");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        var rows = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows[0].ShouldBe("sequence,at,actor,action,noun,target,tenant,correlationId,facts");
        rows[1].ShouldContain("\"name==cmd|'/c calc'!A0, \"\"quoted\"\" 名");
        rows.Length.ShouldBe(2);
    }

    [Fact]
    public async Task an_actor_that_is_a_formula_becomes_text()
    {
        var entry = new AuditEntry(1, DateTimeOffset.UnixEpoch, "=1+1", "a", "n", "-t", null, "@c", new Dictionary<string, string>());
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        await new AuditExport(new[] { entry }.ToAsyncEnumerable(), AuditFormat.Csv).ExecuteAsync(http);
        Encoding.UTF8.GetString(body.ToArray()).ShouldContain("\"'=1+1\",a,n,\"'-t\",,\"'@c\",");
    }

    [Fact]
    public async Task rebuilding_the_audit_gives_the_same_rows()
    {
        await SubmitAsync(await host.TenantAsync(), "before the rebuild");
        await host.AuditedAsync();
        await using var session = host.Store.QuerySession();
        var before = JsonSerializer.Serialize(await session.Query<AuditRow>().OrderBy(r => r.Id).ToListAsync());
        using var daemon = await host.Store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("audit", CancellationToken.None);
        JsonSerializer.Serialize(await session.Query<AuditRow>().OrderBy(r => r.Id).ToListAsync()).ShouldStartWith(before[..^1]);
    }

    private async Task<WorkloadId> SubmitAsync(string token, string name, string argument = "x") => (await host.Client(token).SubmitAsync(new SubmitWorkload
    {
        Name = name,
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true", argument] }],
    })).Id;

    private async Task<IReadOnlyList<AuditEntry>> EntriesAsync(ComputeNetClient client, AuditQuery query)
    {
        await host.AuditedAsync();
        return (await client.Audit.ListAsync(query)).Items;
    }
}

using System.Net.Http.Json;
using System.Text;
using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Client;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>
/// Each kind of nonsense, over each transport: answered with its code, on the site's record, changing nothing, and followed by a good message of the same site that is
/// taken, and of another site.
/// </summary>
public sealed class BadMessagesTests(ListeningHost host) : IClassFixture<ListeningHost>
{
    /// <summary>The framework ends a hub connection when its token is over by the machine's clock, which is ahead of the host's.</summary>
    private static readonly TimeSpan LongerThanTheMachinesClockIsAhead = TimeSpan.FromDays(3660);

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(-1);

    private static readonly Dictionary<string, (int Status, string Code, string? Field, Func<SiteAgentClient, string, Task> Send)> Nonsense = new()
    {
        ["another site's pool"] = (403, "foreign-pool", null, (site, _) => site.DeclareInventoryAsync(Inventory(Pool("hangzhou-ai.cpu")))),
        ["negative devices"] = (422, "invalid-fields", "pools[0].devices", (site, id) => site.DeclareInventoryAsync(Inventory(Pool($"{id}.cpu") with { Devices = -8 }))),
        ["too many pools"] = (422, "invalid-fields", "pools", (site, id) => site.DeclareInventoryAsync(Inventory([.. Enumerable.Range(0, 201).Select(n => Pool($"{id}.p{n}"))]))),
        ["a million pools"] = (413, "body-too-large", null, (site, id) => site.DeclareInventoryAsync(Inventory([.. Enumerable.Range(0, 10_000).Select(n => Pool($"{id}.p{n}"))]))),
        ["an inventory of tomorrow"] = (422, "site-time-ahead", "observedAt", (site, id) => site.DeclareInventoryAsync(Inventory(Pool($"{id}.cpu")) with { ObservedAt = Now.AddDays(2) })),
        ["a report of tomorrow"] = (422, "site-time-ahead", "observedAt", (site, _) => site.ReportAsync(new SightingReport(Now.AddDays(2), 0, [], []))),
        ["a job that ends next year"] = (422, "site-time-ahead", "sightings[0].finishedAt", (site, _) => site.ReportAsync(new SightingReport(Now, 0,
            [new JobSighting(new("w-1.1"), new(1), JobState.Succeeded, Now, FinishedAt: Now.AddYears(1))], []))),
        ["telemetry of tomorrow"] = (422, "site-time-ahead", "observedAt", (site, _) => site.ReportTelemetryAsync(new SiteTelemetry(Now.AddDays(2), []))),
        ["a replayed inventory"] = (409, "site-message-outdated", null, (site, id) => site.DeclareInventoryAsync(Inventory(Pool($"{id}.cpu")) with { ObservedAt = Now.AddHours(-1) })),
    };

    public static TheoryData<CentreTransport, string> Cases => [.. from transport in Enum.GetValues<CentreTransport>() from kind in Nonsense.Keys select (transport, kind)];

    [Theory, MemberData(nameof(Cases))]
    public async Task nonsense_is_told_by_its_code_and_harms_nobody(CentreTransport transport, string kind)
    {
        var (bad, good) = ("wuhan-ai", "tianjin-ai");
        var (status, code, field, send) = Nonsense[kind];
        using var handler = transport.HandlerOf(host.Address, null);
        using var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = host.Address };
        var site = await SiteAsync(http, bad);
        await site.DeclareInventoryAsync(Inventory(Pool($"{bad}.cpu")));
        var before = await PoolsAsync(bad);
        host.Wall.Advance(TimeSpan.FromMinutes(11));

        var problem = (await Should.ThrowAsync<ApiRefusedException>(() => send(site, bad))).Problem;

        (problem.Status, problem.Code).ShouldBe((status, code));
        if (field is not null)
            problem.Errors!.Keys.ShouldContain(field);
        (await PoolsAsync(bad)).ShouldBe(before);
        await Waiting.ToSeeAsync(() => RecordAsync(bad), rows => rows.Any(r => r.Facts["code"] == code && (field is null || r.Facts["field"] == field)));
        await site.DeclareInventoryAsync(Inventory(Pool($"{bad}.cpu")));
        await (await SiteAsync(http, good)).DeclareInventoryAsync(Inventory(Pool($"{good}.cpu")));
    }

    [Fact]
    public async Task a_token_of_another_site_speaks_for_that_site_only()
    {
        using var http = host.Http();
        var wuhan = await SiteAsync(http, "wuhan-ai");
        await wuhan.DeclareInventoryAsync(Inventory(Pool("wuhan-ai.cpu")));
        var tianjin = await SiteAsync(http, "tianjin-ai");
        await tianjin.DeclareInventoryAsync(Inventory(Pool("tianjin-ai.cpu")));
        await tianjin.ReportAsync(new SightingReport(Now, 0, [], [new("w-of-wuhan.1")]));
        foreach (var foreign in new Func<Task>[]
        {
            () => tianjin.DeclareInventoryAsync(Inventory(Pool("wuhan-ai.cpu"))),
            () => tianjin.ReportTelemetryAsync(new SiteTelemetry(Now, [new PoolTelemetry(new("wuhan-ai.cpu"), null, null, null)])),
            () => tianjin.MakeOffersAsync(new SiteOffers(Now, [new PoolOffer(new("wuhan-ai.cpu"), Now)])),
        })
            await foreign().ShouldBeRefused(403, "foreign-pool");
        (await PoolsAsync("wuhan-ai")).ShouldBe("wuhan-ai.cpu 8");
    }

    /// <summary>The typed client refuses to send it; whoever speaks the hub without it loses the connection, and the centre nothing.</summary>
    [Fact]
    public async Task a_hub_message_of_many_megabytes_ends_its_connection_and_is_on_record()
    {
        var token = await host.TokenAsync("site-harbin-ai", Roles.Site, site: "harbin-ai", scope: TokenScopes.Site, validFor: LongerThanTheMachinesClockIsAhead);
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Address, SiteHubWords.Route), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .AddJsonProtocol(options => WireFormat.Configure(options.PayloadSerializerOptions)).Build();
        var closed = new TaskCompletionSource();
        hub.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; };
        await hub.StartAsync();
        await Should.ThrowAsync<Exception>(() => hub.InvokeAsync<SiteHubReply>(SiteHubWords.Send, new SiteHubRequest("PUT", "api/site/inventory", new Dictionary<string, string> { ["x"] = new('x', 20 << 20) })));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Waiting.ToSeeAsync(() => RecordAsync("harbin-ai"), rows => rows.Any(r => r.Facts["code"] == "body-too-large"));
        using var http = host.Http();
        await (await SiteAsync(http, "harbin-ai")).DeclareInventoryAsync(Inventory(Pool("harbin-ai.cpu")));
    }

    /// <summary>Garbage where JSON should be, deep nesting, and names that forge lines.</summary>
    [Theory]
    [InlineData("""{"agentVersion":""", 400)]
    [InlineData("""{"agentVersion":"a\nb","isSimulated":false,"observedAt":"2026-11-28T08:00:00Z","pools":[]}""", 422)]
    [InlineData("""{"agentVersion":"a","isSimulated":false,"observedAt":"2026-11-28T08:00:00Z","pools":[null]}""", 422)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 400)]
    public async Task what_cannot_be_read_is_a_coded_answer_too(string body, int status)
    {
        using var http = host.Http(await host.TokenAsync("site-shenyang-ai", Roles.Site, site: "shenyang-ai", scope: TokenScopes.Site));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PutAsync(new Uri("api/site/inventory", UriKind.Relative), content);
        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<ApiProblem>(WireFormat.Json))!.Code.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task whoever_tries_join_tokens_one_after_the_other_is_told_to_wait()
    {
        using var http = host.Http();
        var site = new ComputeNetClient(http, () => null).SiteAgent;
        var codes = new List<string>();
        while (codes.Count < 100 && !codes.Contains("too-many-requests"))
            codes.Add((await Should.ThrowAsync<ApiRefusedException>(() => site.EnrolAsync(new EnrolSite($"cnj_{new string('a', 43)}", new('0', 64))))).Problem.Code);
        codes[^1].ShouldBe("too-many-requests");
        codes.SkipLast(1).ShouldAllBe(code => code == "enrolment-unknown");
    }

    private static PoolDeclaration Pool(string id) => TestSite.Pool(id, Architecture.Cpu, "cpu-core", 8);

    private static SiteInventory Inventory(params PoolDeclaration[] pools) => new("test", true, Now, pools);

    private async Task<SiteAgentClient> SiteAsync(HttpClient http, string site)
    {
        var token = await host.TokenAsync($"site-{site}", Roles.Site, site: site, scope: TokenScopes.Site, validFor: LongerThanTheMachinesClockIsAhead);
        return new ComputeNetClient(http, () => token).SiteAgent;
    }

    private async Task<string> PoolsAsync(string site) =>
        string.Join(", ", (await host.Client(await host.OperatorAsync()).GetSiteAsync(new(site))).Pools.Select(p => $"{p.Id} {p.Devices}"));

    private async Task<IReadOnlyList<AuditEntry>> RecordAsync(string site) =>
        (await host.Client(await host.OperatorAsync()).Audit.ListAsync(new AuditQuery { Noun = "site", Target = site, Action = "site_message_refused" })).Items;
}

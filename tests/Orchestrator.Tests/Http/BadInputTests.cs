using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Http;

/// <summary>Bad input gets a 4xx that names the field, and the ledger is as long as before.</summary>
public sealed class BadInputTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private const string Variant = """{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":60,"command":["true"]}""";

    public static TheoryData<string, int, string> Workloads => new()
    {
        // the wrong unit is an unknown field, because units are in the names
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitMinutes":1,"command":["true"]}]}""", 400, "variants[0].timeLimitMinutes" },
        { $$"""{"name":"a","variants":[{{Variant}}],"colour":"red"}""", 400, "colour" },
        { $$"""{"name":"","variants":[{{Variant}}]}""", 422, "name" },
        { $$"""{"name":"   ","variants":[{{Variant}}]}""", 422, "name" },
        { $$"""{"name":"a\nb","variants":[{{Variant}}]}""", 422, "name" },
        { $$"""{"name":"a\u0000b","variants":[{{Variant}}]}""", 400, "name" },
        { $$"""{"name":"{{new string('a', 101)}}","variants":[{{Variant}}]}""", 422, "name" },
        { """{"name":"a","variants":[]}""", 422, "variants" },
        { $$"""{"name":"a","variants":[{{string.Join(',', Enumerable.Repeat(Variant, 9))}}]}""", 422, "variants" },
        { """{"name":"a","variants":[null]}""", 422, "variants[0]" },
        { $$"""{"name":"a","variants":[{{Variant}}],"gangMembers":0}""", 422, "gangMembers" },
        { $$"""{"name":"a","variants":[{{Variant}}],"gangMembers":1.5}""", 400, "gangMembers" },
        { $$"""{"name":"a","variants":[{{Variant}}],"priority":101}""", 422, "priority" },
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":-1,"timeLimitSeconds":60,"command":["true"]}]}""", 422, "variants[0].devicesPerMember" },
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":2592001,"command":["true"]}]}""", 422, "variants[0].timeLimitSeconds" },
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":60,"expectedSeconds":61,"command":["true"]}]}""", 422, "variants[0].expectedSeconds" },
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":60,"command":[]}]}""", 422, "variants[0].command" },
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":60,"command":["true",null]}]}""", 422, "variants[0].command[1]" },
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":60,"command":["true","\u001b[2J"]}]}""", 422, "variants[0].command[1]" },
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":60,"command":["true"],"environment":{"A B":"1"}}]}""", 422, "variants[0].environment[A B]" },
        { """{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":60,"command":["true"],"environment":{"A":null}}]}""", 422, "variants[0].environment[A]" },
        { $$$"""{"name":"a","variants":[{{{Variant}}}],"placement":{"deadline":"1999-12-31T00:00:00Z"}}""", 422, "placement.deadline" },
        { $$$"""{"name":"a","variants":[{{{Variant}}}],"placement":{"deadline":"2126-01-01T00:00:00Z"}}""", 422, "placement.deadline" },
        { $$$"""{"name":"a","variants":[{{{Variant}}}],"placement":{"earliestStart":"2027-02-01T00:00:00Z","deadline":"2027-01-01T00:00:00Z"}}""", 422, "placement.deadline" },
        { $$$"""{"name":"a","variants":[{{{Variant}}}],"placement":{"earliestStart":"2027-02-31T00:00:00Z"}}""", 400, "placement.earliestStart" },
        { $$$"""{"name":"a","variants":[{{{Variant}}}],"placement":{"allowedCountries":["CN","China"]}}""", 422, "placement.allowedCountries[1]" },
        { $$$"""{"name":"a","variants":[{{{Variant}}}],"placement":{"maxLatencyMilliseconds":20}}""", 422, "placement.clientPlace" },
        { $$$"""{"name":"a","variants":[{{{Variant}}}],"placement":{"clientPlace":"a'; drop table x; --"}}""", 400, "placement.clientPlace" },
    };

    [Theory, MemberData(nameof(Workloads))]
    public async Task a_bad_workload_is_refused_by_field_and_not_stored(string body, int status, string field) =>
        await RefusedAsync(HttpMethod.Post, "/api/workloads", await host.TenantAsync(), body, status, field);

    [Theory]
    [InlineData("POST", "/api/tokens", """{"name":"x","scope":"root","daysValid":7}""", 422, "scope")]
    [InlineData("POST", "/api/tokens", """{"name":"x","scope":"full","daysValid":0}""", 422, "daysValid")]
    [InlineData("POST", "/api/tokens", """{"name":"x","scope":"site","daysValid":7}""", 422, "site")]
    [InlineData("POST", "/api/tenants", """{"id":"No Id","name":"x","user":"u","password":"long enough it is"}""", 400, "id")]
    [InlineData("POST", "/api/tenants", """{"id":"x","name":"x","user":"u","password":"short"}""", 422, "password")]
    [InlineData("PUT", "/api/sites/hangzhou-ai/acceptance", """{"acceptance":"maybe"}""", 400, "acceptance")]
    [InlineData("PUT", "/api/sites/hangzhou-ai/acceptance", """{"acceptance":1}""", 400, "acceptance")]
    [InlineData("PUT", "/api/sites/HANGZHOU/acceptance", """{"acceptance":"draining"}""", 400, "id")]
    [InlineData("PUT", "/api/policy", """{"priceWeight":-1,"latencyWeight":1,"carbonWeight":1,"carbonYuanPerTonne":1,"latencyYuanPerMillisecondHour":1,"waitingYuanPerHour":1,"horizonHours":24,"slotMinutes":15}""", 422, "priceWeight")]
    [InlineData("PUT", "/api/policy", """{"priceWeight":1,"latencyWeight":1,"carbonWeight":1,"carbonYuanPerTonne":1e99,"latencyYuanPerMillisecondHour":1,"waitingYuanPerHour":1,"horizonHours":24,"slotMinutes":15}""", 400, "carbonYuanPerTonne")]
    public async Task a_bad_command_of_an_operator_is_refused_by_field_and_not_stored(string method, string path, string body, int status, string field) =>
        await RefusedAsync(new HttpMethod(method), path, await host.OperatorAsync(), body, status, field);

    [Theory]
    [InlineData("PUT", "/api/site/inventory", """{"agentVersion":"1","isSimulated":true,"observedAt":"2026-11-23T00:00:00Z","pools":[{"id":"hangzhou-ai.p","name":"p","architecture":"cpu","model":"cpu-core","devices":-1,"devicesProvenance":{"basis":"stated","source":"s"},"pricePerDeviceHour":{"amount":1,"currency":"CNY"},"priceProvenance":{"basis":"stated","source":"s"},"wattsProvenance":{"basis":"unknown","source":""},"deviceMemoryMebibytes":null,"wattsPerDevice":null}]}""", 422, "pools[0].devices")]
    [InlineData("PUT", "/api/site/inventory", """{"agentVersion":"1","isSimulated":true,"observedAt":"2026-11-23T00:00:00Z","pools":[{"id":"hangzhou-ai.p","name":"p","architecture":"cpu","model":"cpu-core","devices":1,"devicesProvenance":{"basis":"stated","source":"s"},"pricePerDeviceHour":{"amount":1,"currency":"yuan"},"priceProvenance":{"basis":"stated","source":"s"},"wattsProvenance":{"basis":"unknown","source":""},"deviceMemoryMebibytes":null,"wattsPerDevice":null}]}""", 422, "pools[0].pricePerDeviceHour.currency")]
    [InlineData("PUT", "/api/site/inventory", """{"agentVersion":"1","isSimulated":true,"observedAt":"2026-11-23T00:00:00Z","pools":[{"id":"hangzhou-ai.p","name":"p","architecture":"cpu","model":"cpu-core","devices":1,"devicesProvenance":{"basis":"stated","source":"s"},"pricePerDeviceHour":{"amount":1,"currency":"CNY"},"priceFactorByUtcHour":[1,2],"priceProvenance":{"basis":"stated","source":"s"},"wattsProvenance":{"basis":"unknown","source":""},"deviceMemoryMebibytes":null,"wattsPerDevice":null}]}""", 422, "pools[0].priceFactorByUtcHour")]
    [InlineData("POST", "/api/site/sightings", """{"observedAt":"0001-01-01T00:00:00Z","ordersVersion":0,"sightings":[],"knownJobs":[]}""", 422, "observedAt")]
    [InlineData("POST", "/api/site/sightings", """{"observedAt":"2026-11-23T00:00:00Z","ordersVersion":-1,"sightings":[],"knownJobs":[]}""", 422, "ordersVersion")]
    [InlineData("POST", "/api/site/sightings", """{"observedAt":"2026-11-23T00:00:00Z","ordersVersion":0,"sightings":[{"job":"w-1.1","token":1,"state":7,"observedAt":"2026-11-23T00:00:00Z"}],"knownJobs":[]}""", 400, "sightings[0].state")]
    public async Task a_bad_message_of_a_site_is_refused_by_field_and_not_stored(string method, string path, string body, int status, string field) =>
        await RefusedAsync(new HttpMethod(method), path, await host.TokenAsync("agent", Roles.Site, site: "hangzhou-ai", scope: "site"), body, status, field);

    [Fact]
    public async Task every_error_comes_back_at_once()
    {
        var response = await SendAsync(HttpMethod.Post, "/api/workloads", await host.TenantAsync(), $$"""{"name":"","gangMembers":0,"priority":-1,"variants":[]}""");
        (await response.ShouldBeProblem(422, "invalid-fields")).Errors!.Keys.ShouldBe(["name", "gangMembers", "priority", "variants"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Robert'); DROP TABLE computenet.mt_events;--")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{{7*7}} ${jndi:ldap://x} %n%s")]
    [InlineData("../../etc/passwd \\u0000 \" ' ` 𝕏 名前 \u202Eevil")]
    public async Task text_that_looks_like_code_comes_back_as_it_was_sent(string text)
    {
        var client = host.Client(await host.TenantAsync());
        var request = new SubmitWorkload
        {
            Name = text,
            Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["echo", text], Environment = new Dictionary<string, string> { ["TEXT"] = text } }],
        };
        var stored = (await client.GetWorkloadAsync((await client.SubmitAsync(request)).Id)).Request;
        (stored.Name, stored.Variants[0].Command[1], stored.Variants[0].Environment["TEXT"]).ShouldBe((text, text, text));
        (await client.ListWorkloadsAsync(new WorkloadQuery(Search: text))).Items.ShouldContain(w => w.Name == text);
    }

    [Fact]
    public async Task text_that_looks_like_code_comes_back_from_an_operator_too()
    {
        const string Reason = "'; delete from computenet.mt_streams; -- <b>";
        var client = host.Client(await host.OperatorAsync());
        await client.SetAcceptanceAsync(new SiteId("hangzhou-ai"), new SetAcceptance(SiteAcceptance.Draining, Reason));
        (await DatabaseText.OfAsync(host.ConnectionString)).ShouldContain("delete from computenet.mt_streams");
    }

    private async Task RefusedAsync(HttpMethod method, string path, string token, string body, int status, string field)
    {
        var before = await host.CommandsOnRecordAsync();
        var response = await SendAsync(method, path, token, body);
        var problem = await response.ShouldBeProblem(status, status == 400 ? "malformed-request" : "invalid-fields");
        problem.Errors!.Keys.ShouldBe([field]);
        (await host.CommandsOnRecordAsync()).ShouldBe(before);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, string body)
    {
        var request = new HttpRequestMessage(method, path) { Content = JsonText.Raw(body) };
        request.Headers.Add(WireFormat.IdempotencyHeader, Guid.NewGuid().ToString("N"));
        return await host.Http(token).SendAsync(request);
    }
}

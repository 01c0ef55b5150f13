using System.Net;
using System.Net.Http.Json;
using System.Text;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Service;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.Idempotency;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Orchestrator.Tests.Http;

/// <summary>What cannot be read is refused by the name of its field; the words that we take the name from are the runtime's own.</summary>
public sealed class RequestTroubleTests : IAsyncLifetime
{
    private WebApplication app = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddApi();
        // Nobody presents a token here, so the store behind it is never asked.
        builder.Services.AddSingleton(new OrchestratorOptions()).AddSingleton(new AccessTokens(null!, new OrchestratorOptions(), null!))
            .AddSingleton(new SiteRefusals(null!, TimeProvider.System, new OrchestratorOptions(), NullLogger<SiteRefusals>.Instance));
        app = builder.Build();
        var api = app.MapApi();
        api.MapPost("/workloads", (SubmitWorkload body) => body).AllowAnonymous().WithoutIdempotencyKey("Stores nothing.");
        api.MapPut("/policy", (SetPolicy body) => body).AllowAnonymous();
        api.MapPut("/acceptance", (SetAcceptance body) => body).AllowAnonymous();
        api.MapGet("/sites/{id}", (SiteId id) => id).AllowAnonymous();
        api.MapGet("/list", (WorkloadPhase? phase, TenantId? tenant, DateTimeOffset? from, int pageSize = 50) => new { phase, tenant, from, pageSize }).AllowAnonymous();
        api.MapGet("/broken", () => { throw new InvalidTimeZoneException("secret inside"); }).AllowAnonymous();
        await app.StartAsync();
        http = app.GetTestClient();
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private const string Variant = """{"architecture":"cpu","devicesPerMember":1,"timeLimitSeconds":60,"command":["true"]}""";

    [Theory]
    [InlineData("""{"name":"a","variants":[""", 400, "variants[0]")]
    [InlineData("""{"name":"a","variants":[],"colour":1}""", 400, "colour")]
    [InlineData("""{"name":"a"}""", 400, "variants")]
    [InlineData("""{}""", 400, "name,variants")]
    [InlineData("""{"name":7,"variants":[]}""", 400, "name")]
    [InlineData("""{"name":null,"variants":[]}""", 400, "name")]
    [InlineData("""{"name":"a\u0000b","variants":[]}""", 400, "name")]
    [InlineData("""{"name":"a\ud800b","variants":[]}""", 400, "name")]
    [InlineData("""{"name":"a","name":"b","variants":[]}""", 400, "name")]
    [InlineData("""{"Name":"a","variants":[]}""", 400, "Name")]
    [InlineData("""{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":"1","timeLimitSeconds":60,"command":["true"]}]}""", 400, "variants[0].devicesPerMember")]
    [InlineData("""{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":99999999999,"timeLimitSeconds":60,"command":["true"]}]}""", 400, "variants[0].devicesPerMember")]
    [InlineData("""{"name":"a","variants":[{"architecture":"CPU!","devicesPerMember":1,"timeLimitSeconds":60,"command":["true"]}]}""", 400, "variants[0].architecture")]
    [InlineData("""{"name":"a","variants":[{"architecture":"cpu","devicesPerMember":1,"timeLimitMinutes":60,"command":["true"]}]}""", 400, "variants[0].timeLimitMinutes")]
    [InlineData("""{"name":"a","variants":[],"placement":{"deadline":"tomorrow"}}""", 400, "placement.deadline")]
    [InlineData("""{"name":"a","variants":[],"placement":{"colour":1}}""", 400, "placement.colour")]
    [InlineData("", 400, "$")]
    [InlineData("null", 400, "$")]
    [InlineData("[1", 400, "$")]
    public async Task an_unreadable_body_is_refused_by_field(string body, int status, string fields)
    {
        var response = await http.PostAsync("/api/workloads", new StringContent(body, Encoding.UTF8, "application/json"));
        await ShouldName(response, status, fields);
    }

    [Fact]
    public async Task a_record_with_a_constructor_has_required_fields_too()
    {
        const string AllButTwo = """{"priceWeight":1,"latencyWeight":1,"carbonWeight":1,"carbonYuanPerTonne":1,"waitingYuanPerHour":1,"horizonHours":1}""";
        await ShouldName(await http.PutAsync("/api/policy", new StringContent(AllButTwo, Encoding.UTF8, "application/json")), 400, "latencyYuanPerMillisecondHour,slotMinutes");
    }

    [Fact]
    public async Task what_may_be_null_may_be_left_out() =>
        (await http.PutAsync("/api/acceptance", new StringContent("""{"acceptance":"draining"}""", Encoding.UTF8, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task broken_utf8_is_refused_by_field()
    {
        byte[] body = [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"variants\":[]}"u8];
        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        await ShouldName(await http.PostAsync("/api/workloads", content), 400, "name");
    }

    [Theory]
    [InlineData("/api/sites/NOT%20AN%20ID", "id")]
    [InlineData("/api/list?pageSize=many", "pageSize")]
    [InlineData("/api/list?phase=sleeping", "phase")]
    [InlineData("/api/list?phase=3", "phase")]
    [InlineData("/api/list?tenent=demo", "tenent")]
    [InlineData("/api/list?tenant=a%00b", "tenant")]
    [InlineData("/api/list?tenant=A!", "tenant")]
    [InlineData("/api/list?from=yesterday", "from")]
    public async Task an_unreadable_parameter_is_refused_by_name(string path, string field) => await ShouldName(await http.GetAsync(path), 400, field);

    [Fact]
    public async Task readable_ids_words_and_instants_are_taken_from_route_and_query()
    {
        (await http.GetStringAsync("/api/sites/hangzhou-ai")).ShouldBe("\"hangzhou-ai\"");
        (await http.GetStringAsync("/api/list?phase=running&tenant=demo&from=2026-01-02T03:04:05Z"))
            .ShouldBe("""{"phase":"running","tenant":"demo","from":"2026-01-02T03:04:05+00:00","pageSize":50}""");
    }

    [Fact]
    public async Task ten_megabytes_are_refused_however_they_are_sent()
    {
        var big = new byte[10 << 20];
        await ShouldBe(await http.PostAsync("/api/workloads", new ByteArrayContent(big) { Headers = { ContentType = new("application/json") } }), 413, "body-too-large");
        await ShouldBe(await http.PostAsync("/api/workloads", new StreamContent(new UnseekableStream(big)) { Headers = { ContentType = new("application/json") } }), 413, "body-too-large");
    }

    [Fact]
    public async Task what_is_not_json_by_its_own_word_is_refused() =>
        await ShouldBe(await http.PostAsync("/api/workloads", new StringContent(Variant, Encoding.UTF8, "text/plain")), 415, "media-type-unsupported");

    [Theory]
    [InlineData("Api-Version", "2", "api-version-unknown")]
    [InlineData("Correlation-Id", "no spaces", "malformed-request")]
    public async Task headers_are_checked(string header, string value, string code)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/sites/a") { Headers = { { header, value } } };
        await ShouldBe(await http.SendAsync(request), 400, code);
    }

    [Fact]
    public async Task an_unknown_route_is_a_problem() => await ShouldBe(await http.DeleteAsync("/api/nothing/here"), 404, "route-unknown");

    [Fact]
    public async Task a_known_route_names_its_methods()
    {
        var response = await http.DeleteAsync("/api/workloads");
        await ShouldBe(response, 405, "method-not-allowed");
        response.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task a_bug_tells_nothing_about_its_inside()
    {
        var response = await http.GetAsync("/api/broken");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("secret");
        await ShouldBe(response, 500, "internal-error");
    }

    [Fact]
    public async Task the_correlation_id_comes_back()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/nothing") { Headers = { { WireFormat.CorrelationHeader, "mine-1" } } };
        var response = await http.SendAsync(request);
        response.Headers.GetValues(WireFormat.CorrelationHeader).ShouldBe(["mine-1"]);
        (await response.Content.ReadFromJsonAsync<ApiProblem>(WireFormat.Json))!.CorrelationId.ShouldBe("mine-1");
    }

    private static async Task ShouldName(HttpResponseMessage response, int status, string fields)
    {
        var problem = await ShouldBe(response, status, "malformed-request");
        problem.Errors.ShouldNotBeNull().Keys.Order().ShouldBe(fields.Split(',').Order());
    }

    private static async Task<ApiProblem> ShouldBe(HttpResponseMessage response, int status, string code)
    {
        response.StatusCode.ShouldBe((HttpStatusCode)status, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = (await response.Content.ReadFromJsonAsync<ApiProblem>(WireFormat.Json))!;
        problem.Code.ShouldBe(code);
        return problem;
    }
}

using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Http.OpenApi;

namespace ComputeNet.Orchestrator.Tests.Http;

/// <summary>
/// The published API changes only on purpose. To accept a change, run these tests once with <c>UPDATE_GOLDEN=1</c> and look at the
/// difference of <c>openapi.v1.json</c> as a caller would.
/// </summary>
public sealed class OpenApiTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task the_api_is_the_published_one()
    {
        var served = (await ServedAsync()).ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(GoldenFile(), served);
        var golden = await File.ReadAllTextAsync(GoldenFile());
        served.ShouldBe(golden, "The API is not the published one. If that is meant, run with UPDATE_GOLDEN=1 and commit the file.");
    }

    [Fact]
    public async Task ids_are_strings_enums_are_words_and_fences_are_numbers()
    {
        var schemas = (await ServedAsync())["components"]!["schemas"]!;
        schemas["WorkloadId"]!["type"]!.GetValue<string>().ShouldBe("string");
        schemas["FencingToken"]!["type"]!.GetValue<string>().ShouldBe("integer");
        schemas["SiteState"]!["enum"]!.AsArray().Select(w => w!.GetValue<string>()).ShouldContain("draining");
    }

    [Fact]
    public async Task what_may_be_null_may_be_left_out()
    {
        var schemas = (await ServedAsync())["components"]!["schemas"]!;
        IEnumerable<string> Required(string schema) => schemas[schema]!["required"]!.AsArray().Select(n => n!.GetValue<string>());
        Required("SetAcceptance").ShouldBe(["acceptance"]);
        Required("PoolDeclaration").ShouldNotContain("deviceMemoryMebibytes");
        Required("WorkloadSummary").ShouldNotContain("outcome");
    }

    [Fact]
    public async Task it_shows_the_api_only_and_every_route_has_its_problems()
    {
        foreach (var (path, item) in (await ServedAsync())["paths"]!.AsObject())
        {
            path.ShouldStartWith("/api/");
            foreach (var (method, operation) in item!.AsObject())
                operation!["responses"]!["400"]!["content"]!["application/problem+json"].ShouldNotBeNull($"{method} {path}");
        }
    }

    [Fact]
    public async Task every_post_that_stores_asks_for_an_idempotency_key()
    {
        var paths = (await ServedAsync())["paths"]!;
        bool Asks(string path) => paths[path]!["post"]!["parameters"]!.AsArray().Any(p => p!["name"]!.GetValue<string>() == "Idempotency-Key");
        Asks("/api/workloads").ShouldBeTrue();
        Asks("/api/workloads/{id}/cancel").ShouldBeTrue();
        Asks("/api/workloads/preview").ShouldBeFalse();
        Asks("/api/session").ShouldBeFalse();
    }

    [Fact]
    public async Task every_message_of_the_site_api_has_an_example_that_its_route_takes()
    {
        var site = host.Http(await host.TokenAsync("site-hangzhou", Roles.Site, site: "hangzhou-ai", scope: TokenScopes.Site));
        foreach (var (path, item) in (await ServedAsync())["paths"]!.AsObject().Where(p => SiteRoutes.Contains(p.Key)))
            foreach (var (method, operation) in item!.AsObject())
            {
                var example = operation!["requestBody"]?["content"]!["application/json"]!["example"];
                (example is null).ShouldBe(method == "get", path);
                using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}{(method == "get" ? "?after=-1&waitSeconds=0" : "")}") { Content = example is null ? null : JsonText.Raw(example.ToJsonString()) };
                using var response = await site.SendAsync(request);
                response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {await response.Content.ReadAsStringAsync()}");
                if (path == "/api/site/orders")
                    operation["responses"]!["200"]!["content"]!["application/json"]!["example"]!["orders"]!.AsArray().Count.ShouldBe(1);
            }
    }

    /// <summary>What an adapter says while it serves; enrolment is people's business, with a dialog of its own.</summary>
    private static readonly string[] SiteRoutes = ["/api/site/inventory", "/api/site/orders", "/api/site/sightings", "/api/site/telemetry", "/api/site/offers", "/api/site/logs"];

    private async Task<JsonNode> ServedAsync() => JsonNode.Parse(await host.Http().GetStringAsync(OpenApiSetup.Route))!;

    private static string GoldenFile([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "openapi.v1.json");
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Sites;

namespace ComputeNet.Orchestrator.Tests.Sites.V1;

/// <summary>v1 stays: the frozen client serves with today's server, with tomorrow's, and tomorrow's client with today's server.</summary>
public sealed class GoldenSiteTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    /// <summary>Of <c>GoldenSiteClient.cs</c>. There is no reason to change it, ever.</summary>
    private const string Frozen = "1c3e73a0b6a19233ae83a8076ad3b14e9f0bdf98f408b2cb69629494bd127127";

    [Fact]
    public async Task the_golden_client_has_not_been_touched() =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes((await File.ReadAllTextAsync(Beside("GoldenSiteClient.cs"))).ReplaceLineEndings("\n")))).ShouldBe(Frozen);

    [Theory]
    [InlineData("hangzhou-ai", false)]
    [InlineData("wuhan-ai", true)]
    public async Task the_golden_client_serves_a_workload_from_order_to_recorded_end(string id, bool serverIsNewer)
    {
        var site = await GoldenAsync(id, serverIsNewer);
        await site.DeclareAsync();
        await site.OfferAsync(Now);
        await site.MeasureAsync(Now);
        (await site.ReportAsync(0)).ShouldNotBeNull()["recorded"]!.AsArray().ShouldBeEmpty();

        var tenant = host.Client(await host.TenantAsync());
        var workload = (await tenant.SubmitAsync(new SubmitWorkload
        {
            Name = "golden",
            Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 2, TimeLimitSeconds = 600, Command = ["true"], Environment = new Dictionary<string, string> { ["A"] = "b" } }],
            Placement = new PlacementWishes { AllowedSites = [new SiteId(id)] },
        })).Id;
        var set = await Waiting.ToSeeAsync(() => site.OrdersAsync(), o => o!["orders"]!.AsArray().Count > 0);
        var order = set!["orders"]!.AsArray().Single()!;
        var (version, job, token) = (set["version"]!.GetValue<long>(), order["job"]!.GetValue<string>(), order["token"]!.GetValue<long>());
        (order["workload"]!.GetValue<string>(), order["pool"]!.GetValue<string>(), order["gangMembers"]!.GetValue<int>()).ShouldBe((workload.Value, $"{id}.cpu", 1));
        var variant = order["variant"]!;
        variant["command"]!.AsArray().Select(w => w!.GetValue<string>()).ShouldBe(["true"]);
        (variant["architecture"]!.GetValue<string>(), variant["devicesPerMember"]!.GetValue<int>(), variant["timeLimitSeconds"]!.GetValue<long>(), variant["environment"]!["A"]!.GetValue<string>())
            .ShouldBe(("cpu", 2, 600, "b"));

        await site.ReportAsync(version, job, token, "starting");
        (await site.ReportAsync(version, job, token, "running", $", \"startedAt\": \"{GoldenSiteClient.At}\""))!["stale"]!.AsArray().ShouldBeEmpty();
        await tenant.GetLogAsync(workload);
        (await site.OrdersAsync(version))!["logsWanted"]!.AsArray().Single()!.GetValue<string>().ShouldBe(job);
        await site.SendLogAsync(job, "epoch 1");
        (await tenant.GetLogAsync(workload)).Tail.ShouldBe("epoch 1");
        var receipt = await site.ReportAsync(version, job, token, "succeeded", $", \"finishedAt\": \"{GoldenSiteClient.At}\", \"exitCode\": 0, \"logTail\": \"done\"");
        receipt!["recorded"]!.AsArray().Single()!.GetValue<string>().ShouldBe(job);
        (await tenant.GetWorkloadAsync(workload)).Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        (await site.OrdersAsync())!["orders"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_refusal_has_the_status_and_the_code_that_v1_gave_it()
    {
        var site = await GoldenAsync("hebei-ai");
        await site.DeclareAsync();
        await site.MeasureAsync(Now);
        (await RefusedAsync(() => site.MeasureAsync("2026-11-20T00:00:00Z"))).ShouldStartWith("409 site-message-outdated");
        (await RefusedAsync(() => site.MeasureAsync("2099-01-01T00:00:00Z"))).ShouldStartWith("422 site-time-ahead");
        (await RefusedAsync(() => site.SendAsync("POST", "api/site/sightings", "{}"))).ShouldStartWith("400 malformed-request");
        (await RefusedAsync(() => (new GoldenSiteClient(host.Http(), "hebei-ai", "cn_unknown")).DeclareAsync())).ShouldStartWith("401 token-refused");
        var other = new GoldenSiteClient(host.Http(), "hebei-ai", await host.TokenAsync("other", Roles.Site, site: "tianjin-ai", scope: TokenScopes.Site));
        (await RefusedAsync(other.DeclareAsync)).ShouldStartWith("403 foreign-pool");
    }

    [Fact]
    public async Task what_a_client_of_a_newer_version_adds_is_ignored_and_the_rest_is_kept()
    {
        var newer = await GoldenAsync("zhongyuan-ai", clientIsNewer: true);
        await newer.DeclareAsync();
        await newer.OfferAsync(Now);
        await newer.MeasureAsync(Now);
        await newer.ReportAsync(0);
        await newer.ReportAsync(0, "w-nobody.1", 1, "hibernating");
        await newer.SendLogAsync("w-nobody.1", "x");
        var pools = (await host.Client(await host.OperatorAsync()).GetSiteAsync(new("zhongyuan-ai"))).Pools;
        pools.Select(p => (p.Id.Value, p.Devices)).ShouldBe([("zhongyuan-ai.cpu", 8), ("zhongyuan-ai.npu", 16)], ignoreOrder: true);
        await using var session = host.Store.QuerySession();
        (await session.LoadAsync<SiteTelemetryDocument>("zhongyuan-ai"))!.Telemetry.Pools.Single().SickDevices.ShouldBe(1);
        (await session.LoadAsync<SiteOffersDocument>("zhongyuan-ai"))!.Offers.Offers.Single().MostDevices.ShouldBe(12);
    }

    [Theory]
    [InlineData("\"isolation\": \"enclave\"", "\"isolation\": \"container\"")]
    [InlineData("\"offers\": \"quantumShared\"", "\"offers\": \"hardwarePartition\"")]
    [InlineData("\"basis\": \"divined\"", "\"basis\": \"measured\"")]
    [InlineData("\"can\": [\"teleport\", ", "\"can\": [")]
    public async Task a_word_of_a_newer_version_survives_in_an_inventory(string newWord, string oldWord)
    {
        var site = await GoldenAsync("shenyang-ai", rewrite: body => body.Contains(oldWord, StringComparison.Ordinal) ? body.Replace(oldWord, newWord, StringComparison.Ordinal) : throw new InvalidOperationException($"{oldWord} is not there."));
        await site.DeclareAsync();
        (await host.Client(await host.OperatorAsync()).GetSiteAsync(new("shenyang-ai"))).Pools.Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_class_of_a_newer_version_costs_its_factor_and_no_other()
    {
        var site = await GoldenAsync("harbin-ai", rewrite: body => body.Replace("\"guaranteed\": 1", "\"platinum\": 3", StringComparison.Ordinal));
        await site.OfferAsync(Now);
        await using var session = host.Store.QuerySession();
        (await session.LoadAsync<SiteOffersDocument>("harbin-ai"))!.Offers.Offers.Single().PriceFactorByClass!.ShouldBe(new Dictionary<ServiceClass, double> { [ServiceClass.BestEffort] = 0.5 });
    }

    private static string Now => DateTimeOffset.UtcNow.AddMinutes(-1).ToString("O");

    private async Task<GoldenSiteClient> GoldenAsync(string id, bool serverIsNewer = false, bool clientIsNewer = false, Func<string, string>? rewrite = null)
    {
        var token = await host.TokenAsync($"site-{id}", Roles.Site, site: id, scope: TokenScopes.Site);
        rewrite ??= body => clientIsNewer ? Growing.Grown(body) : body;
        var http = new HttpClient(new Growing(rewrite, answer => serverIsNewer ? Growing.Grown(answer) : answer) { InnerHandler = host.Handler() }) { BaseAddress = host.Http().BaseAddress };
        return new(http, id, token);
    }

    private static async Task<string> RefusedAsync(Func<Task> call) => (await Should.ThrowAsync<InvalidOperationException>(call)).Message;

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);

    /// <summary>Stands where the other end is of a newer version: every object that passes says more than v1 knows.</summary>
    private sealed class Growing(Func<string, string> request, Func<string, string> answer) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken ct)
        {
            if (message.Content is not null)
                message.Content = JsonText.Raw(request(await message.Content.ReadAsStringAsync(ct)));
            var response = await base.SendAsync(message, ct);
            if (response.Content.Headers.ContentType?.MediaType == "application/json")
                response.Content = JsonText.Raw(answer(await response.Content.ReadAsStringAsync(ct)));
            return response;
        }

        public static string Grown(string json)
        {
            var node = JsonNode.Parse(json);
            Grow(node, "");
            return node!.ToJsonString();
        }

        /// <summary>Maps whose keys are not fields, and money, which is closed, stay as they are.</summary>
        private static void Grow(JsonNode? node, string name)
        {
            if (node is JsonArray items)
                foreach (var item in items)
                    Grow(item, "");
            if (node is not JsonObject fields || name is "environment" or "facts" or "priceFactorByClass" or "pricePerDeviceHour")
                return;
            foreach (var (field, value) in fields)
                Grow(value, field);
            fields["ofAVersionToCome"] = "x";
            fields["moreOfIt"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };
        }
    }
}

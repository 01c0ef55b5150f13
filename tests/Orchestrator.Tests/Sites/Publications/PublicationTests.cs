using System.Net;
using System.Text.Json.Nodes;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Client;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Sites;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Orchestrator.Tests.Sites.Publications;

/// <summary>What sites publish instead of sending: a broker may double it, keep it and bring it in any order, and nobody may forge it.</summary>
public sealed class PublicationTests(DaprHost host) : IClassFixture<DaprHost>
{
    private static readonly AgentPace Pace = SiteAgentRun.Quick;

    [Fact]
    public async Task telemetry_is_published_and_the_newest_is_kept_whatever_the_broker_does_with_it()
    {
        var broker = host.Dapr.Broker;
        (broker.Copies, broker.NewestFirst, broker.Holds) = (2, true, true);
        using var line = await LineAsync("wuhan-ai");
        var at = DateTimeOffset.UtcNow.AddMinutes(-1);
        for (var n = 0; n < 3; n++)
            await line.TellTelemetryAsync(new("wuhan-ai"), Telemetry("wuhan-ai", at.AddSeconds(n), n), default);
        (await TelemetryAsync("wuhan-ai")).ShouldBeNull("the broker holds it");
        broker.LetGo();
        await Waiting.ToSeeAsync(() => TelemetryAsync("wuhan-ai"), t => t?.Pools[0].ForeignDevices == 2);
        await Waiting.ToSeeAsync(() => Task.FromResult(broker.Delivered.Count), n => n >= 6);
        (await TelemetryAsync("wuhan-ai"))!.Pools[0].ForeignDevices.ShouldBe(2, "what was overtaken changes nothing");
        broker.DeadLetters.ShouldBeEmpty();
        (await RefusalsAsync("wuhan-ai")).ShouldBeEmpty("a broker's copies are not the site's replays");
        (broker.Copies, broker.NewestFirst) = (1, false);
    }

    [Fact]
    public async Task a_job_travels_from_submit_to_its_end_and_its_ends_are_invoked()
    {
        var (broker, scheduler) = (host.Dapr.Broker, new StagedScheduler(TestSite.Pool("hangzhou-ai.cpu", Architecture.Cpu, "cpu-core", 8)));
        await using var agent = await SiteAgentRun.StartAsync(host, CentreTransport.Dapr, scheduler, at: host.Invocation, sidecar: host.Sidecar);
        var tenant = host.Client(await host.TenantAsync());
        var id = (await tenant.SubmitAsync(new SubmitWorkload
        {
            Name = "published",
            Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 600, Command = ["true"] }],
            Placement = new PlacementWishes { AllowedSites = [new("hangzhou-ai")] },
        })).Id;
        var job = (await Waiting.ToSeeAsync(() => Task.FromResult(scheduler.Jobs), jobs => jobs.Count == 1)).Single();
        scheduler.Move(job, JobState.Running, startedAt: DateTimeOffset.UtcNow);
        await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(id), w => w.Summary.Phase == WorkloadPhase.Running);
        scheduler.Move(job, JobState.Succeeded, finishedAt: DateTimeOffset.UtcNow);
        (await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(id), w => w.Summary.Phase == WorkloadPhase.Finished)).Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        broker.Delivered.Where(e => e.Contains("succeeded", StringComparison.Ordinal)).ShouldBeEmpty("an end waits for its receipt");
        (await host.Client(await host.OperatorAsync()).GetSiteAsync(new("hangzhou-ai"))).Capabilities!.Transport.ShouldBe("dapr");
    }

    [Fact]
    public async Task how_a_living_job_is_goes_by_the_broker_between_two_invocations()
    {
        using var line = await LineAsync("hebei-ai", host.Sidecar with { InvokeEvery = TimeSpan.FromHours(1) });
        var sighting = new JobSighting(new("w-none.1"), new(1), JobState.Running, DateTimeOffset.UtcNow);
        var delivered = host.Dapr.Broker.Delivered.Count;
        await line.ReportAsync(new("hebei-ai"), new(DateTimeOffset.UtcNow, 0, [sighting], []), default);
        host.Dapr.Broker.Delivered.Count.ShouldBe(delivered, "the first report brings a receipt");
        (await line.ReportAsync(new("hebei-ai"), new(DateTimeOffset.UtcNow, 0, [sighting], [sighting.Job]), default)).Stale.ShouldBeEmpty("nobody has read it yet");
        await Waiting.ToSeeAsync(() => Task.FromResult(host.Dapr.Broker.Delivered.Count), n => n > delivered);
        (await line.ReportAsync(new("hebei-ai"), new(DateTimeOffset.UtcNow, 0, [], [sighting.Job]), default)).Stale.ShouldBe([sighting.Job], "a heartbeat is answered");
    }

    [Fact]
    public async Task a_publication_vouches_for_nobody()
    {
        using var line = await LineAsync("tianjin-ai");
        await line.TellTelemetryAsync(new("tianjin-ai"), Telemetry("tianjin-ai", DateTimeOffset.UtcNow.AddMinutes(-1), 1), default);
        await Waiting.ToSeeAsync(() => TelemetryAsync("tianjin-ai"), t => t is not null);
        host.Services.GetRequiredService<SitePresence>().LastSightingAt(new("tianjin-ai")).ShouldBeNull("it may have been under way for an hour");
    }

    [Fact]
    public async Task nobody_can_forge_a_publication_or_alter_it_and_a_revoked_token_proves_nothing()
    {
        var token = await host.TokenAsync("site-zhongyuan", Roles.Site, site: "zhongyuan-ai", scope: TokenScopes.Site);
        var body = System.Text.Json.JsonSerializer.Serialize(Telemetry("zhongyuan-ai", DateTimeOffset.UtcNow.AddMinutes(-1), 5), WireFormat.Json);
        var good = SitePublications.Sign(new("zhongyuan-ai"), SitePublications.TelemetryPath, body, token);
        var strangers = await host.TokenAsync("site-harbin", Roles.Site, site: "harbin-ai", scope: TokenScopes.Site);
        var forged = new[]
        {
            good with { Site = new("harbin-ai") },
            good with { Body = body.Replace("\"foreignDevices\":5", "\"foreignDevices\":0", StringComparison.Ordinal) },
            good with { Path = SitePublications.SightingsPath },
            good with { Proof = "" },
            SitePublications.Sign(new("zhongyuan-ai"), SitePublications.TelemetryPath, body, strangers),
            SitePublications.Sign(new("zhongyuan-ai"), "api/site/inventory", "{}", token),
            SitePublications.Sign(new("zhongyuan-ai"), SitePublications.SightingsPath, System.Text.Json.JsonSerializer.Serialize(
                new SightingReport(DateTimeOffset.UtcNow, 0, [new(new("w-none.1"), new(1), JobState.Succeeded, DateTimeOffset.UtcNow)], []), WireFormat.Json), token),
        };
        foreach (var publication in forged)
            (await DeliverAsync(publication)).ShouldBe("DROP");
        (await TelemetryAsync("zhongyuan-ai")).ShouldBeNull();
        (await DeliverAsync(good)).ShouldBe("SUCCESS");
        (await DeliverAsync(good)).ShouldBe("SUCCESS", "twice is once");

        await using (var session = host.Store.LightweightSession())
        {
            session.DeleteWhere<AccessToken>(t => t.Hash == AccessToken.HashOf(token));
            await session.SaveChangesAsync();
        }
        (await DeliverAsync(good)).ShouldBe("DROP");
    }

    [Theory]
    [InlineData("GET", SitePublications.SubscribeRoute)]
    [InlineData("POST", SitePublications.DeliverRoute)]
    [InlineData("POST", SitePublications.UndeliveredRoute)]
    public async Task only_the_sidecar_is_let_in(string method, string route)
    {
        foreach (var shown in new[] { null, "another token of some length" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), route);
            request.Content = method == "POST" ? JsonText.Raw("{}") : null;
            if (shown is not null)
                request.Headers.Add(SitePublications.DaprTokenHeader, shown);
            using var response = await host.Http(await host.OperatorAsync()).SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task what_the_route_refuses_is_dropped_and_on_record_and_what_nobody_takes_too()
    {
        using var line = await LineAsync("shenyang-ai");
        await line.TellTelemetryAsync(new("shenyang-ai"), Telemetry("shenyang-ai", DateTimeOffset.UtcNow, -4), default);
        await Waiting.ToSeeAsync(() => Task.FromResult(host.Dapr.Broker.DeadLetters.Count(d => d.Event.Contains("shenyang-ai", StringComparison.Ordinal))), n => n == 1);
        (await Waiting.ToSeeAsync(() => RefusalsAsync("shenyang-ai"), r => r.Count == 2)).ShouldBe(["invalid-fields", "site-message-undelivered"], ignoreOrder: true);
        foreach (var nonsense in new[] { "{}", "[]", "{\"data\":7}", "{\"data\":{\"site\":\"wuhan-ai\"}}", "nonsense" })
            (await PostAsync(nonsense)).ShouldBe("DROP");
    }

    [Fact]
    public async Task without_a_broker_everything_is_invoked()
    {
        host.Dapr.Broker.IsDown = true;
        try
        {
            using var line = await LineAsync("changsha-5a");
            await line.TellTelemetryAsync(new("changsha-5a"), Telemetry("changsha-5a", DateTimeOffset.UtcNow.AddMinutes(-1), 3), default);
            (await TelemetryAsync("changsha-5a"))!.Pools[0].ForeignDevices.ShouldBe(3);
        }
        finally
        {
            host.Dapr.Broker.IsDown = false;
        }
    }

    [Fact]
    public async Task a_sidecar_that_times_out_or_does_not_know_us_is_a_centre_that_is_away()
    {
        using var stranger = new CentreLine(host.Invocation, _ => "token", Pace, transport: CentreTransport.Dapr, sidecar: host.Sidecar with { ApiToken = "wrong" });
        await Should.ThrowAsync<UnreachableException>(() => stranger.GetOrdersAsync(new("wuhan-ai"), 0, default));
        var limit = host.Dapr.InvocationTimeout;
        host.Dapr.InvocationTimeout = TimeSpan.FromMilliseconds(1);
        try
        {
            using var line = await LineAsync("wuhan-ai");
            await Should.ThrowAsync<UnreachableException>(() => line.GetOrdersAsync(new("wuhan-ai"), 0, default));
        }
        finally
        {
            host.Dapr.InvocationTimeout = limit;
        }
    }

    private async Task<CentreLine> LineAsync(string site, DaprSidecar? sidecar = null)
    {
        var token = await host.TokenAsync($"site-{site}", Roles.Site, site: site, scope: TokenScopes.Site);
        return new(host.Invocation, _ => token, Pace, transport: CentreTransport.Dapr, sidecar: sidecar ?? host.Sidecar);
    }

    private static SiteTelemetry Telemetry(string site, DateTimeOffset at, int foreign) => new(at, [new(new($"{site}.npu"), foreign, null, 0)]);

    private async Task<SiteTelemetry?> TelemetryAsync(string site)
    {
        await using var session = host.Store.QuerySession();
        return (await session.LoadAsync<SiteTelemetryDocument>(site))?.Telemetry;
    }

    private async Task<IReadOnlyList<string>> RefusalsAsync(string site)
    {
        await using var session = host.Store.QuerySession();
        return [.. (await session.Events.FetchStreamAsync(SiteMessageRefused.StreamOf(new(site)))).Select(e => e.Data).OfType<SiteMessageRefused>().Select(r => r.Code)];
    }

    private Task<string> DeliverAsync(SitePublication publication) =>
        PostAsync(new JsonObject { ["specversion"] = "1.0", ["data"] = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(publication, WireFormat.Json)) }.ToJsonString());

    /// <summary>As the sidecar does it.</summary>
    private async Task<string> PostAsync(string cloudEvent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, SitePublications.DeliverRoute) { Content = JsonText.Raw(cloudEvent) };
        request.Headers.Add(SitePublications.DaprTokenHeader, DaprHost.AppToken);
        using var response = await host.Http().SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["status"]!.GetValue<string>();
    }
}

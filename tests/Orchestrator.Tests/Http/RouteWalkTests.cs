using ComputeNet.Contracts;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Orchestrator.Tests.Http;

/// <summary>
/// Every route of the process, called by everybody. A route that is not in the table fails, so nobody opens one without saying to whom.
/// </summary>
public sealed class RouteWalkTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    /// <summary>
    /// The statuses for: nobody, a tenant, another tenant, a tenant's read token, a site, an operator, a person of the site <c>hangzhou-ai</c>, a person of another site. POST and PUT send an empty object, so a
    /// caller who may do it mostly gets 400: past the door, nothing done. <c>{id}</c> is a workload, token or thing of the first tenant.
    /// </summary>
    private static readonly Dictionary<string, int[]> Expected = new()
    {
        //                                       nobody  tenant  other   reader  site    operator person stranger
        ["GET /healthz"] = [200, 200, 200, 200, 200, 200, 200, 200],
        ["GET /readyz"] = [200, 200, 200, 200, 200, 200, 200, 200],
        ["GET /openapi/{documentName}.json"] = [200, 200, 200, 200, 200, 200, 200, 200],
        ["GET /api/{**unknown}"] = [404, 404, 404, 404, 404, 404, 404, 404],

        ["POST /api/session"] = [400, 400, 400, 400, 400, 400, 400, 400],
        ["GET /api/session"] = [401, 200, 200, 200, 200, 200, 200, 200],
        ["DELETE /api/session"] = [401, 204, 204, 403, 403, 204, 204, 204],
        ["GET /api/tokens"] = [401, 200, 200, 200, 403, 200, 403, 403],
        ["POST /api/tokens"] = [401, 400, 400, 403, 403, 400, 403, 403],
        ["DELETE /api/tokens/{id}"] = [401, 204, 404, 403, 403, 204, 403, 403],
        ["GET /api/tenants"] = [401, 403, 403, 403, 403, 200, 403, 403],
        ["POST /api/tenants"] = [401, 403, 403, 403, 403, 400, 403, 403],

        ["GET /api/audit"] = [401, 200, 200, 200, 403, 200, 403, 403],
        ["GET /api/audit/export"] = [401, 200, 200, 200, 403, 200, 403, 403],

        ["GET /api/places"] = [401, 200, 200, 200, 403, 200, 403, 403],
        ["GET /api/places/{id}/latency"] = [401, 200, 200, 200, 403, 200, 403, 403],
        ["GET /api/accelerators"] = [401, 200, 200, 200, 403, 200, 403, 403],
        ["GET /api/sites"] = [401, 200, 200, 200, 403, 200, 200, 200],
        ["GET /api/sites/{id}"] = [401, 200, 200, 200, 403, 200, 200, 403],
        ["GET /api/sites/{id}/sensing"] = [401, 200, 200, 200, 403, 200, 200, 403],
        ["GET /api/sites/{id}/elsewhere"] = [401, 403, 403, 403, 403, 200, 200, 403],
        ["GET /api/sites/{id}/trust"] = [401, 200, 200, 200, 403, 200, 200, 403],
        ["GET /api/sites/{id}/telemetry"] = [401, 403, 403, 403, 403, 200, 200, 403],
        ["GET /api/sites/{id}/offers"] = [401, 403, 403, 403, 403, 200, 200, 403],
        ["GET /api/sites/{id}/orders"] = [401, 403, 403, 403, 403, 200, 200, 403],
        ["POST /api/sites"] = [401, 403, 403, 403, 403, 400, 403, 403],
        ["GET /api/sites/{id}/membership"] = [401, 403, 403, 403, 403, 200, 200, 403],
        ["POST /api/sites/{id}/enrolments"] = [401, 403, 403, 403, 403, 200, 403, 403],
        ["DELETE /api/sites/{id}/enrolments/{enrolment}"] = [401, 403, 403, 403, 403, 404, 403, 403],
        ["POST /api/sites/{id}/acts"] = [401, 403, 403, 403, 403, 400, 403, 403],
        ["POST /api/sites/{id}/acts/preview"] = [401, 403, 403, 403, 403, 400, 403, 403],
        ["GET /api/sites/{id}/users"] = [401, 403, 403, 403, 403, 200, 403, 403],
        ["POST /api/sites/{id}/users"] = [401, 403, 403, 403, 403, 400, 403, 403],
        ["PUT /api/sites/{id}/acceptance"] = [401, 403, 403, 403, 403, 400, 403, 403],
        ["GET /api/pools/{id}"] = [401, 404, 404, 404, 403, 404, 403, 403],

        ["POST /api/workloads"] = [401, 400, 400, 403, 403, 400, 403, 403],
        ["POST /api/workloads/batch"] = [401, 400, 400, 403, 403, 400, 403, 403],
        ["POST /api/workloads/preview"] = [401, 400, 400, 400, 403, 400, 403, 403],
        ["POST /api/workloads/frontier"] = [401, 400, 400, 400, 403, 400, 403, 403],
        ["GET /api/workloads"] = [401, 200, 200, 200, 403, 200, 403, 403],
        ["GET /api/workloads/{id}"] = [401, 200, 404, 200, 403, 200, 403, 403],
        ["POST /api/workloads/{id}/cancel"] = [401, 200, 404, 403, 403, 200, 403, 403],
        ["GET /api/workloads/{id}/log"] = [401, 200, 404, 200, 403, 200, 403, 403],
        ["GET /api/workloads/{id}/decision"] = [401, 200, 404, 200, 403, 200, 403, 403],
        ["GET /api/workloads/{id}/counterfactuals"] = [401, 200, 404, 200, 403, 200, 403, 403],

        ["POST /api/workflows"] = [401, 400, 400, 403, 403, 400, 403, 403],
        ["GET /api/workflows"] = [401, 200, 200, 200, 403, 200, 403, 403],
        ["GET /api/workflows/{id}"] = [401, 200, 404, 200, 403, 200, 403, 403],
        ["POST /api/workflows/{id}/cancel"] = [401, 200, 404, 403, 403, 200, 403, 403],

        ["POST /api/services/plan"] = [401, 400, 400, 400, 403, 400, 403, 403],

        ["GET /api/plans"] = [401, 403, 403, 403, 403, 200, 403, 403],
        ["GET /api/plans/{id}"] = [401, 403, 403, 403, 403, 404, 403, 403],
        ["GET /api/plans/{id}/record"] = [401, 403, 403, 403, 403, 404, 403, 403],
        ["GET /api/policy"] = [401, 200, 200, 200, 403, 200, 403, 403],
        ["POST /api/policy/what-if"] = [401, 403, 403, 403, 403, 400, 403, 403],
        ["PUT /api/policy"] = [401, 403, 403, 403, 403, 400, 403, 403],

        ["POST /api/site/enrolment"] = [400, 400, 400, 400, 400, 400, 400, 400],
        ["POST /api/site/credential"] = [401, 403, 403, 403, 400, 403, 403, 403],
        ["GET /api/site/trust"] = [401, 403, 403, 403, 200, 403, 403, 403],
        ["GET /api/site/elsewhere"] = [401, 403, 403, 403, 200, 403, 403, 403],
        ["PUT /api/site/inventory"] = [401, 403, 403, 403, 400, 403, 403, 403],
        ["GET /api/site/orders"] = [401, 403, 403, 403, 200, 403, 403, 403],
        ["POST /api/site/sightings"] = [401, 403, 403, 403, 400, 403, 403, 403],

        ["POST /api/site/telemetry"] = [401, 403, 403, 403, 400, 403, 403, 403],
        ["PUT /api/site/offers"] = [401, 403, 403, 403, 400, 403, 403, 403],
        ["POST /api/site/logs"] = [401, 403, 403, 403, 400, 403, 403, 403],

        ["POST /hubs/changes/negotiate"] = [401, 200, 200, 403, 403, 200, 200, 200],
        ["POST /hubs/site/negotiate"] = [401, 403, 403, 403, 200, 403, 403, 403],
        ["GET /hubs/site"] = [401, 403, 403, 403, 400, 403, 403, 403],
        ["GET /hubs/changes"] = [401, 400, 400, 400, 403, 400, 400, 400],
    };

    [Fact]
    public void every_route_is_in_the_table_and_the_table_has_no_others() =>
        Routes().ShouldBe(Expected.Keys, ignoreOrder: true);

    [Fact]
    public void the_table_says_of_every_route_what_everybody_gets() => Expected.Where(route => route.Value.Length != 8).Select(route => route.Key).ShouldBeEmpty();

    public static TheoryData<string> Table => [.. Expected.Keys];

    [Theory, MemberData(nameof(Table))]
    public async Task a_route_lets_in_whom_it_should_and_nobody_else(string route)
    {
        var statuses = new List<int>();
        for (var caller = 0; caller < Expected[route].Length; caller++)
            statuses.Add(await CallAsync(route, caller));
        statuses.ToArray().ShouldBe(Expected[route], $"{route}: nobody, tenant, other, reader, site, operator, person, stranger");
    }

    private IEnumerable<string> Routes() =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : [DefaultMethod(endpoint)]
        where method != "OPTIONS"
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";

    private static string DefaultMethod(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.EndsWith("/negotiate", StringComparison.Ordinal) ? "POST" : "GET";

    /// <summary>With fresh tokens each time: one of the routes ends the session.</summary>
    private async Task<int> CallAsync(string route, int caller)
    {
        var token = caller switch
        {
            0 => null,
            1 => await host.TenantAsync(),
            2 => await host.TenantAsync("rival"),
            3 => await host.TokenAsync("tenant", Roles.Tenant, "demo", scope: TokenScopes.Read),
            4 => await host.TokenAsync("agent", Roles.Site, site: "hangzhou-ai", scope: TokenScopes.Site),
            5 => await host.OperatorAsync(),
            6 => await host.TokenAsync("hangzhou-person", Roles.SiteOperator, site: "hangzhou-ai", isSession: true),
            _ => await host.TokenAsync("wuhan-person", Roles.SiteOperator, site: "wuhan-ai", isSession: true),
        };
        var (method, path) = (route.Split(' ')[0], await PathAsync(route.Split(' ')[1]));
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { WireFormat.IdempotencyHeader, Guid.NewGuid().ToString("N") } } };
        if (method is "POST" or "PUT")
            request.Content = JsonText.Raw("{}");
        using var response = await host.Http(token).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    private async Task<string> PathAsync(string pattern) => pattern switch
    {
        "/openapi/{documentName}.json" => "/openapi/v1.json",
        "/api/{**unknown}" => "/api/no/such/route",
        "/api/audit/export" => "/api/audit/export?format=jsonl",
        "/api/site/orders" => "/api/site/orders?after=-1&waitSeconds=0",
        "/api/places/{id}/latency" => "/api/places/shanghai/latency",
        _ when pattern.StartsWith("/api/sites/{id}", StringComparison.Ordinal) => pattern.Replace("{id}", "hangzhou-ai", StringComparison.Ordinal).Replace("{enrolment}", "se-none", StringComparison.Ordinal),
        "/api/pools/{id}" => "/api/pools/hangzhou-ai.none",
        "/api/plans/{id}" or "/api/plans/{id}/record" => pattern.Replace("{id}", "p-none", StringComparison.Ordinal),
        "/api/tokens/{id}" => $"/api/tokens/{(await host.Client(await host.TenantAsync()).Tokens.CreateAsync(new CreateToken("walk", TokenScopes.Read, 1))).Id}",
        "/hubs/site/negotiate" => "/hubs/site/negotiate?negotiateVersion=1",
        "/hubs/changes/negotiate" => "/hubs/changes/negotiate?negotiateVersion=1",
        _ when pattern.Contains("/workloads/{id}", StringComparison.Ordinal) => pattern.Replace("{id}", (await SubmitAsync()).Value, StringComparison.Ordinal),
        _ when pattern.Contains("/workflows/{id}", StringComparison.Ordinal) => pattern.Replace("{id}", (await SubmitWorkflowAsync()).Value, StringComparison.Ordinal),
        _ => pattern,
    };

    private async Task<WorkloadId> SubmitAsync() => (await host.Client(await host.TenantAsync()).SubmitAsync(Walk)).Id;

    private async Task<WorkflowId> SubmitWorkflowAsync() =>
        (await host.Client(await host.TenantAsync()).Workflows.SubmitAsync(new SubmitWorkflow { Name = "walk", Stages = [Walk] })).Id;

    private static SubmitWorkload Walk => new()
    {
        Name = "walk",
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
    };
}

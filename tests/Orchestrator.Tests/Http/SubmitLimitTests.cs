using System.Net;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;

namespace ComputeNet.Orchestrator.Tests.Http;

public sealed class SubmitLimitTests(SubmitLimitTests.Host host) : IClassFixture<SubmitLimitTests.Host>
{
    public sealed class Host(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options) => options.SubmitBurstPerTenant = 3;
    }

    [Fact]
    public async Task one_tenants_burst_is_cut_off_and_another_tenant_does_not_notice()
    {
        var (greedy, other) = (await host.TenantAsync(), await host.TenantAsync("other"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => SubmitAsync(greedy)));
        var limited = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        limited.ShouldNotBeEmpty();
        limited.ShouldAllBe(a => a.Headers.RetryAfter != null);
        await limited[0].ShouldBeProblem(429, "too-many-requests");
        answers.Count(a => a.StatusCode == HttpStatusCode.Accepted).ShouldBeGreaterThanOrEqualTo(3);
        (await SubmitAsync(other)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<HttpResponseMessage> SubmitAsync(string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/workloads")
        {
            Headers = { { WireFormat.IdempotencyHeader, Guid.NewGuid().ToString("N") } },
            Content = JsonText.Of(new SubmitWorkload
            {
                Name = "one of many",
                Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
            }),
        };
        return await host.Http(token).SendAsync(request);
    }
}

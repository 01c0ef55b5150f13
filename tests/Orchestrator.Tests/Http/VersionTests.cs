using System.Net;
using System.Net.Http.Headers;
using ComputeNet.Contracts.Policies;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Http;

/// <summary>Who decides on what was read says which version that was.</summary>
public sealed class VersionTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static readonly SetPolicy Wanted = new(1, 1, 3, 100, 0.002m, 5, 24, 15);

    [Fact]
    public async Task a_change_is_made_on_the_version_that_was_read_and_no_other()
    {
        var http = host.Http(await host.OperatorAsync());
        var read = await http.GetAsync("/api/policy");
        var tag = read.Headers.ETag.ShouldNotBeNull();
        (await AskAgainAsync(http, tag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await (await PutAsync(http, null)).ShouldBeProblem(428, "version-required");
        await (await PutAsync(http, "seven")).ShouldBeProblem(400, "malformed-request");
        var changed = await PutAsync(http, tag.Tag);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        changed.Headers.ETag.ShouldNotBe(tag);
        (await AskAgainAsync(http, tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await PutAsync(http, tag.Tag)).ShouldBeProblem(412, "version-mismatch");
    }

    private static async Task<HttpResponseMessage> AskAgainAsync(HttpClient http, EntityTagHeaderValue tag) =>
        await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/policy") { Headers = { IfNoneMatch = { tag } } });

    private static async Task<HttpResponseMessage> PutAsync(HttpClient http, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/policy") { Content = JsonText.Of(Wanted) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await http.SendAsync(request);
    }
}

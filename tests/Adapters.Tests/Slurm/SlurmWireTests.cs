using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Slurm;

namespace ComputeNet.Adapters.Tests.Slurm;

/// <summary>slurmrestd's ways of saying no, as recorded, and what it wants of a request.</summary>
public sealed class SlurmWireTests : IDisposable
{
    private readonly Answers slurm = new();
    private readonly SlurmClient client;

    public SlurmWireTests()
    {
        client = new(new()
        {
            Centre = new("http://localhost:1/"),
            Token = _ => null,
            DataDirectory = "/nowhere",
            Site = new("lab"),
            Rest = new("http://slurm.invalid/"),
            User = "siteuser",
            UserToken = () => "jwt",
            SharedFolder = "/shared",
        }, slurm);
        slurm["GET /slurm/v0.0.38/ping"] = (200, """{"errors": [], "pings": []}""");
    }

    [Fact]
    public async Task a_body_has_the_bare_content_type_and_a_length()
    {
        slurm["POST /slurm/v0.0.38/job/submit"] = (200, """{"errors": [], "job_id": 7}""");
        await client.SubmitAsync(new { job = new { name = "ä" } }, default);
        var sent = slurm.Sent.Last();
        sent.ContentType.ShouldBe("application/json", "with a charset it answers 400: Unable to parse query");
        sent.Length.ShouldNotBeNull("chunked, its answer is broken").ShouldBeGreaterThan(0);
        sent.Token.ShouldBe("jwt");
    }

    [Theory]
    [InlineData(2042, "Job is in held state")]
    [InlineData(2015, "Requested partition configuration not available now")]
    [InlineData(2068, "Required node not available (down, drained or reserved)")]
    public async Task errors_beside_an_id_are_a_job_that_waits(int code, string words)
    {
        slurm["POST /slurm/v0.0.38/job/submit"] = (200, $$"""{"errors": [{"error_code": {{code}}, "error": "{{words}}"}], "job_id": 7}""");
        (await client.SubmitAsync(new { }, default)).ShouldBe(7);
    }

    [Theory]
    [InlineData(2000, "slurm-partition-unknown")]
    [InlineData(2045, "slurm-account-unknown")]
    [InlineData(2066, "slurm-qos-unknown")]
    [InlineData(2014, "slurm-too-big")]
    [InlineData(2050, "slurm-quota-exceeded")]
    [InlineData(2072, "slurm-refused")]
    public async Task the_sites_no_to_a_job_is_coded_in_either_shape(int code, string expected)
    {
        foreach (var name in new[] { "error_code", "error_number" })
        {
            slurm["POST /slurm/v0.0.38/job/submit"] = (500, $$"""{"errors": [{"{{name}}": {{code}}, "error": "no such thing"}]}""");
            var no = await Should.ThrowAsync<SchedulerException>(() => client.SubmitAsync(new { }, default));
            (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Refused, expected));
            no.Why.Facts["message"].ShouldContain("no such thing");
        }
    }

    [Theory]
    [InlineData(500, 1800, "slurm-unreachable")]
    [InlineData(502, 1800, "slurm-unreachable")]
    [InlineData(500, 5005, "slurm-unreachable")]
    [InlineData(500, -1, "slurm-unreachable")]
    [InlineData(500, 2027, "slurm-unreachable")]
    [InlineData(511, 1007, "slurm-credential-refused")]
    public async Task what_says_nothing_about_a_job_refuses_none(int status, int code, string expected)
    {
        slurm["POST /slurm/v0.0.38/job/submit"] = (status, $$"""{"errors": [{"error_number": {{code}}, "error": "Unspecified error"}]}""");
        var no = await Should.ThrowAsync<SchedulerException>(() => client.SubmitAsync(new { }, default));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Unreachable, expected));
    }

    [Fact]
    public async Task only_the_number_tells_a_controller_that_is_down_from_a_job_that_is_unknown()
    {
        slurm["GET /slurm/v0.0.38/job/7"] = (500, """{"errors": [{"description": "Unable to find JobId=7", "error_number": 2017, "error": "Invalid job id specified"}], "jobs": []}""");
        (await client.FindJobAsync(7, default)).ShouldBeNull();
        slurm["GET /slurm/v0.0.38/job/7"] = (404, """{"errors": [{"description": "Unable to query JobId=7", "error_number": 2017}], "jobs": []}""");
        (await client.FindJobAsync(7, default)).ShouldBeNull();
        slurm["GET /slurm/v0.0.38/job/7"] = (500, """{"errors": [{"description": "Unable to find JobId=7", "error_number": -1, "error": "Unspecified error"}], "jobs": []}""");
        (await Should.ThrowAsync<SchedulerException>(() => client.FindJobAsync(7, default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
    }

    [Theory]
    [InlineData(500, """{"errors": [{"error_number": -1}], "jobs": []}""")]
    [InlineData(200, """{"errors": [{"error_number": -1}], "jobs": []}""")]
    [InlineData(401, "Authentication failure")]
    [InlineData(200, "<html>a proxy</html>")]
    public async Task an_empty_list_beside_an_error_is_no_list(int status, string body)
    {
        slurm["GET /slurm/v0.0.38/jobs"] = (status, body);
        (await Should.ThrowAsync<SchedulerException>(() => client.ListJobsAsync(default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
    }

    [Theory]
    [InlineData(500, """{"errors": [{"error_number": 2017}]}""")]
    [InlineData(200, """{"errors": [], "status": [{"error": {"string": "Invalid job id specified", "code": 2017}, "step_id": "7"}]}""")]
    [InlineData(500, """{"errors": [{"error_number": 2021}]}""")]
    public async Task ending_what_is_over_or_unknown_is_no_error(int status, string body)
    {
        slurm["DELETE /slurm/v0.0.38/job/7"] = (status, body);
        await client.CancelAsync(7, default);
        slurm.Sent.ShouldContain(s => s.What == "DELETE /slurm/v0.0.38/job/7");
    }

    [Fact]
    public async Task an_upgrade_under_way_is_met_by_asking_again()
    {
        await client.DialectAsync(default);
        slurm.Clear();
        slurm["GET /slurm/v0.0.42/ping"] = (200, """{"errors": [], "meta": {"slurm": {"release": "24.11.5"}}}""");
        slurm["GET /slurm/v0.0.42/jobs"] = (200, """{"errors": [], "jobs": []}""");
        (await Should.ThrowAsync<SchedulerException>(() => client.ListJobsAsync(default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
        (await client.ListJobsAsync(default)).ShouldBeEmpty();
        (await client.DialectAsync(default)).Release.ShouldBe("24.11.5");
    }

    [Fact]
    public async Task a_server_that_speaks_none_of_our_versions_says_which_we_speak()
    {
        slurm.Clear();
        var no = await Should.ThrowAsync<SchedulerException>(() => client.DialectAsync(default));
        no.Why.Facts["spoken"].ShouldBe("v0.0.42 v0.0.41 v0.0.40 v0.0.38");
    }

    [Fact]
    public void a_token_tells_when_it_ends_and_whatever_else_stands_there_tells_nothing()
    {
        SlurmToken.ExpiresAt("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE3OTU4OTgxNzYsImlhdCI6MTc5NTgxMTc3Niwic3VuIjoiZ2FtZXMifQ.c2lnbmF0dXJl").ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_795_898_176));
        foreach (var other in new[] { null, "", "jwt", "a.b.c", "a.e30.c", "a.W10.c", "a.!.c", "a.eyJleHAiOiJuZXZlciJ9.c" })
            SlurmToken.ExpiresAt(other).ShouldBeNull(other);
    }

    public void Dispose() => client.Dispose();

    private sealed class Answers : HttpMessageHandler
    {
        private readonly Dictionary<string, (int Status, string Body)> answers = [];

        public List<(string What, string? ContentType, long? Length, string? Token)> Sent { get; } = [];

        public (int, string) this[string request]
        {
            set => answers[request] = value;
        }

        public void Clear() => answers.Clear();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var what = $"{request.Method} {request.RequestUri!.PathAndQuery}";
            Sent.Add((what, request.Content?.Headers.ContentType?.ToString(), request.Content?.Headers.ContentLength, request.Headers.TryGetValues("X-SLURM-USER-TOKEN", out var token) ? token.Single() : null));
            var (status, body) = answers.GetValueOrDefault(what, (404, "Unable find requested URL. Please view /openapi/v3 for API reference."));
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) });
        }
    }
}

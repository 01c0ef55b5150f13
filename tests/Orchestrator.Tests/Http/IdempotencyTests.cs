using System.Net;
using System.Net.Http.Json;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.Idempotency;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Orchestrator.Tests.Http;

public sealed class IdempotencyTests(IdempotencyTests.Host host) : IClassFixture<IdempotencyTests.Host>
{
    /// <summary>With a command that tells its request id, counts its runs, and does what it is told.</summary>
    public sealed class Host(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        public int Runs;
        public TaskCompletionSource Gate = Opened();

        public static TaskCompletionSource Opened()
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            gate.SetResult();
            return gate;
        }

        protected override void Configure(OrchestratorOptions options) => options.IdempotencyWait = TimeSpan.FromMilliseconds(300);

        protected override void MapMore(WebApplication app) => app.MapApi().MapPost("/experiment", async (Experiment body, CommandContext context) =>
        {
            Interlocked.Increment(ref Runs);
            await Gate.Task;
            return body.End switch
            {
                "refuse" => throw new RefusedException(Refusal.Because("experiment-refused")),
                "crash" => throw new InvalidOperationException("as told"),
                _ => new { id = context.NewId("x") },
            };
        }).RequireAuthorization(Access.AnyPerson);
    }

    public sealed record Experiment(string End);

    [Fact]
    public async Task a_repeated_command_gets_the_stored_reply_and_runs_once()
    {
        var (before, key) = (host.Runs, NewKey());
        var first = await SendAsync(key, "well");
        var second = await SendAsync(key, "well");
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        first.Headers.Contains(IdempotentCommands.ReplayedHeader).ShouldBeFalse();
        second.Headers.GetValues(IdempotentCommands.ReplayedHeader).ShouldBe(["true"]);
        (host.Runs - before).ShouldBe(1);
    }

    [Fact]
    public async Task the_same_key_with_another_body_is_refused()
    {
        var key = NewKey();
        await SendAsync(key, "well");
        await (await SendAsync(key, "otherwise")).ShouldBeProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task keys_of_different_users_have_nothing_to_do_with_each_other()
    {
        var key = NewKey();
        var mine = await (await SendAsync(key, "well")).Content.ReadAsStringAsync();
        var theirs = await (await SendAsync(key, "well", await host.TenantAsync("other"))).Content.ReadAsStringAsync();
        theirs.ShouldNotBe(mine);
    }

    [Fact]
    public async Task thirty_two_duplicates_at_once_run_once_and_all_get_its_reply()
    {
        var (before, key) = (host.Runs, NewKey());
        var replies = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => SendAsync(key, "well")));
        (host.Runs - before).ShouldBe(1);
        replies.ShouldAllBe(r => r.StatusCode == HttpStatusCode.OK);
        (await Task.WhenAll(replies.Select(r => r.Content.ReadAsStringAsync()))).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task one_that_waits_too_long_for_the_first_is_told_to_come_back()
    {
        var key = NewKey();
        host.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = SendAsync(key, "well");
        await Waiting.UntilAsync(async () => await RowsAsync(key) == 1);
        var second = await SendAsync(key, "well");
        host.Gate.SetResult();
        await second.ShouldBeProblem(409, "request-in-progress");
        second.Headers.RetryAfter.ShouldNotBeNull();
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_refused_command_may_be_tried_again_with_another_body()
    {
        var key = NewKey();
        await (await SendAsync(key, "refuse")).ShouldBeProblem(409, "experiment-refused");
        (await SendAsync(key, "well")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_command_that_broke_off_runs_again_under_the_same_request_id()
    {
        var key = NewKey();
        await (await SendAsync(key, "crash")).ShouldBeProblem(500, "internal-error");
        var reserved = await RequestIdAsync(key);
        await (await SendAsync(key, "crash")).ShouldBeProblem(500, "internal-error");
        (await RequestIdAsync(key)).ShouldBe(reserved);
    }

    [Fact]
    public async Task a_submit_whose_reply_was_lost_is_not_doubled()
    {
        var (key, tenant) = (NewKey(), await host.TenantAsync());
        var body = new SubmitWorkload { Name = "once", Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }] };
        var first = await host.Client(tenant).SubmitAsync(body, idempotencyKey: key);
        // As after a crash between the commit and the record of the reply.
        await Sql.ExecuteAsync(host.ConnectionString, "update computenet.idempotency_keys set status = null, body = null where key = $1", key);
        (await host.Client(tenant).SubmitAsync(body, idempotencyKey: key)).Id.ShouldBe(first.Id);
        await using var session = host.Store.QuerySession();
        (await session.Query<Domain.Workloads.Workload>().CountAsync(w => w.Request.Name == "once")).ShouldBe(1);
    }

    [Fact]
    public async Task the_secret_of_a_token_is_not_kept_for_replays()
    {
        var (key, token) = (NewKey(), await host.OperatorAsync());
        Task<HttpResponseMessage> CreateAsync() => PostAsync("/api/tokens", token, key, new CreateToken("ci", TokenScopes.Read, 7));
        var secret = (await (await CreateAsync()).Content.ReadFromJsonAsync<TokenCreated>(WireFormat.Json))!.Token;
        await (await CreateAsync()).ShouldBeProblem(409, "reply-not-kept");
        (await DatabaseText.OfAsync(host.ConnectionString)).ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("with spaces")]
    [InlineData("漢字")]
    public async Task a_post_without_a_proper_key_is_refused(string? key) =>
        (await (await SendAsync(key, "well")).ShouldBeProblem(400, "malformed-request")).Errors!.Keys.ShouldBe([WireFormat.IdempotencyHeader]);

    [Fact]
    public async Task keys_are_forgotten_after_a_day()
    {
        var (old, young) = (NewKey(), NewKey());
        await SendAsync(old, "well");
        await SendAsync(young, "well");
        await Sql.ExecuteAsync(host.ConnectionString, "update computenet.idempotency_keys set reserved_at = now() - interval '25 hours' where key = $1", old);
        await host.Services.GetRequiredService<IdempotencyKeys>().PruneAsync(CancellationToken.None);
        (await RowsAsync(old), await RowsAsync(young)).ShouldBe((0, 1));
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private async Task<HttpResponseMessage> SendAsync(string? key, string end, string? token = null) =>
        await PostAsync("/api/experiment", token ?? await host.TenantAsync(), key, new Experiment(end));

    private async Task<HttpResponseMessage> PostAsync(string path, string token, string? key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonText.Of(body) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation(WireFormat.IdempotencyHeader, key);
        return await host.Http(token).SendAsync(request);
    }

    private async Task<long> RowsAsync(string key) => (long)(await Sql.ScalarAsync(host.ConnectionString, "select count(*) from computenet.idempotency_keys where key = $1", key))!;

    private async Task<Guid> RequestIdAsync(string key) => (Guid)(await Sql.ScalarAsync(host.ConnectionString, "select request_id from computenet.idempotency_keys where key = $1", key))!;
}

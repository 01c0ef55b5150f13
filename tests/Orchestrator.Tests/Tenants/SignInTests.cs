using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Tenants;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;
using Marten;

namespace ComputeNet.Orchestrator.Tests.Tenants;

public sealed class SignInTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Fact]
    public async Task the_right_password_opens_a_session_that_ends()
    {
        var session = await host.Client(null).SignInAsync(new SignIn("operator", OrchestratorHost.OperatorPassword));
        session.Token.ShouldStartWith("cn_");
        var client = host.Client(session.Token);
        (await client.WhoAmIAsync()).ShouldBe(new Identity(new UserId("operator"), Roles.Operator, null, null));
        await client.SignOutAsync();
        await client.WhoAmIAsync().ShouldBeRefused(401, "token-refused");
    }

    [Fact]
    public async Task a_tenants_session_knows_its_tenant() =>
        (await host.Client(null).SignInAsync(new SignIn("tenant", OrchestratorHost.TenantPassword))).Identity
            .ShouldBe(new Identity(new UserId("tenant"), Roles.Tenant, new TenantId("demo"), null));

    [Theory]
    [InlineData("nobody", "whatever it is")]
    [InlineData("Not An Id ;-)", "whatever it is")]
    [InlineData("operator", "wrong")]
    public async Task every_failure_looks_the_same(string user, string password)
    {
        var problem = await host.Client(null).SignInAsync(new SignIn(user, password)).ShouldBeRefused(401, "sign-in-failed");
        problem.Facts.ShouldBeNull();
        problem.Detail!.ShouldNotContain(user);
    }

    [Fact]
    public async Task what_an_unknown_user_typed_is_not_kept()
    {
        await host.Client(null).SignInAsync(new SignIn("my-password-by-mistake", "x")).ShouldBeRefused(401, "sign-in-failed");
        await using var session = host.Store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().ToListAsync();
        events.Where(e => e.UserName == "my-password-by-mistake" || e.StreamKey!.Contains("mistake")).ShouldBeEmpty();
        events.Count(e => e.StreamKey == UnknownUserTried.Stream).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task five_wrong_passwords_lock_the_user_out_for_growing_times()
    {
        await CreateAsync("locked-one");
        var client = host.Client(null);
        Task<Session> TryAsync(string password) => client.SignInAsync(new SignIn("locked-one", password));
        async Task FailAsync(int times)
        {
            for (var i = 0; i < times; i++)
                await TryAsync("wrong").ShouldBeRefused(401, "sign-in-failed");
        }

        await FailAsync(5);
        await TryAsync("right password").ShouldBeRefused(401, "sign-in-failed");
        host.Wall.Advance(TimeSpan.FromMinutes(15.1));
        await FailAsync(5);
        host.Wall.Advance(TimeSpan.FromMinutes(15.1));
        await TryAsync("right password").ShouldBeRefused(401, "sign-in-failed");
        host.Wall.Advance(TimeSpan.FromMinutes(15.1));
        (await TryAsync("right password")).Token.ShouldStartWith("cn_");
    }

    [Fact]
    public async Task passwords_tried_at_the_same_time_are_counted_one_by_one()
    {
        await CreateAsync("raced-one");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.Client(null).SignInAsync(new SignIn("raced-one", "wrong")).ShouldBeRefused(401, "sign-in-failed")));
        await using var session = host.Store.QuerySession();
        var events = (await session.Events.FetchStreamAsync("user/raced-one")).Select(e => e.Data).ToList();
        events.OfType<SignInFailed>().Count(e => e.Reason == SignInFailed.WrongPassword).ShouldBe(5);
        events.OfType<SignInFailed>().Count(e => e.Reason == SignInFailed.LockedOut).ShouldBe(7);
        events.OfType<UserLockedOut>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task neither_password_nor_token_is_anywhere_in_the_database()
    {
        var session = await host.Client(null).SignInAsync(new SignIn("operator", OrchestratorHost.OperatorPassword));
        var dump = await DatabaseText.OfAsync(host.ConnectionString);
        dump.ShouldContain("signed_in");
        dump.ShouldNotContain(session.Token);
        dump.ShouldNotContain(OrchestratorHost.OperatorPassword);
    }

    private async Task CreateAsync(string name) =>
        await host.Client(await host.OperatorAsync()).CreateTenantAsync(new CreateTenant(new TenantId(name), name, new UserId(name), "right password"));
}

/// <summary>Too many tries are turned away before the hasher has any work.</summary>
public sealed class SignInLimitTests(SignInLimitTests.StrictHost host) : IClassFixture<SignInLimitTests.StrictHost>
{
    public sealed class StrictHost(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options) => (options.SignInsPerMinuteAndUser, options.SignInsPerMinuteAndAddress) = (2, 5);
    }

    [Fact]
    public async Task the_limit_counts_by_name_and_by_address_and_says_when_to_come_back()
    {
        Task<HttpResponseMessage> TryAsync(string user) => host.Http().PostAsync("/api/session", JsonText.Of(new SignIn(user, "wrong")));
        await (await TryAsync("nobody-1")).ShouldBeProblem(401, "sign-in-failed");
        await (await TryAsync("nobody-1")).ShouldBeProblem(401, "sign-in-failed");
        var limited = await TryAsync("nobody-1");
        await limited.ShouldBeProblem(429, "too-many-requests");
        limited.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        await (await TryAsync("nobody-2")).ShouldBeProblem(401, "sign-in-failed");
        await (await TryAsync("nobody-3")).ShouldBeProblem(401, "sign-in-failed");
        await (await TryAsync("nobody-4")).ShouldBeProblem(429, "too-many-requests");
    }
}

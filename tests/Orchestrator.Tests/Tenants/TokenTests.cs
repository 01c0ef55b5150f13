using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Tenants;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TokenCreated = ComputeNet.Contracts.Tenants.TokenCreated;

namespace ComputeNet.Orchestrator.Tests.Tenants;

public sealed class TokenTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static readonly SiteId Site = new("hangzhou-ai");

    [Fact]
    public async Task a_tenants_token_speaks_for_the_tenant()
    {
        var made = await CreateAsync(await host.TenantAsync(), new CreateToken("ci", TokenScopes.Full, 30));
        (await host.Client(made.Token).WhoAmIAsync()).ShouldBe(new Identity(new UserId("tenant"), Roles.Tenant, new TenantId("demo"), null));
        made.ExpiresAt.ShouldBe(host.Wall.GetUtcNow().AddDays(30));
    }

    [Fact]
    public async Task a_token_expires()
    {
        var made = await CreateAsync(await host.TenantAsync(), new CreateToken("short", TokenScopes.Full, 1));
        host.Wall.Advance(TimeSpan.FromHours(24.1));
        await host.Client(made.Token).WhoAmIAsync().ShouldBeRefused(401, "token-refused");
    }

    [Fact]
    public async Task a_revoked_token_is_refused_at_once_and_shows_when()
    {
        var owner = await host.TenantAsync();
        var made = await CreateAsync(owner, new CreateToken("leaked", TokenScopes.Full, 30));
        await host.Client(made.Token).WhoAmIAsync();
        await host.Client(owner).Tokens.RevokeAsync(made.Id);
        await host.Client(made.Token).WhoAmIAsync().ShouldBeRefused(401, "token-refused");
        (await host.Client(owner).Tokens.ListAsync()).Single(t => t.Id == made.Id).RevokedAt.ShouldBe(host.Wall.GetUtcNow());
        await host.Client(owner).Tokens.RevokeAsync(made.Id);
    }

    [Fact]
    public async Task a_read_token_reads_and_previews_and_changes_nothing()
    {
        var reader = host.Client((await CreateAsync(await host.TenantAsync(), new CreateToken("dashboard", TokenScopes.Read, 30))).Token);
        await reader.ListWorkloadsAsync(new WorkloadQuery());
        await reader.PreviewAsync(Workload());
        await reader.SubmitAsync(Workload()).ShouldBeRefused(403, "token-reads-only");
    }

    [Fact]
    public async Task a_site_token_speaks_the_site_protocol_of_its_site_and_nothing_else()
    {
        var site = host.Client((await CreateAsync(await host.OperatorAsync(), new CreateToken("agent", TokenScopes.Site, 30, Site))).Token);
        (await site.WhoAmIAsync()).Site.ShouldBe(Site);
        await site.SiteAgent.DeclareInventoryAsync(new SiteInventory("1", true, host.Wall.GetUtcNow(), []));
        await site.ListSitesAsync().ShouldBeRefused(403, "role-not-allowed");
        await site.SubmitAsync(Workload()).ShouldBeRefused(403, "role-not-allowed");
    }

    [Fact]
    public async Task a_token_cannot_make_tokens()
    {
        var made = await CreateAsync(await host.OperatorAsync(), new CreateToken("script", TokenScopes.Full, 30));
        await CreateAsync(made.Token, new CreateToken("child", TokenScopes.Full, 30)).ShouldBeRefused(403, "role-not-allowed");
    }

    [Fact]
    public async Task a_tenant_makes_neither_site_tokens_nor_tokens_of_others()
    {
        var tenant = await host.TenantAsync();
        await CreateAsync(tenant, new CreateToken("agent", TokenScopes.Site, 30, Site)).ShouldBeRefused(422, "scope-not-allowed");
        await CreateAsync(tenant, new CreateToken("theirs", TokenScopes.Full, 30, Tenant: new TenantId("rival"))).ShouldBeRefused(422, "tenant-foreign");
    }

    [Fact]
    public async Task an_operators_token_for_a_tenant_is_no_more_than_a_tenants()
    {
        var made = await CreateAsync(await host.OperatorAsync(), new CreateToken("for them", TokenScopes.Full, 30, Tenant: new TenantId("demo")));
        (await host.Client(made.Token).WhoAmIAsync()).Role.ShouldBe(Roles.Tenant);
        await host.Client(made.Token).ListTenantsAsync().ShouldBeRefused(403, "role-not-allowed");
        await CreateAsync(await host.OperatorAsync(), new CreateToken("for nobody", TokenScopes.Full, 30, Tenant: new TenantId("no-such"))).ShouldBeRefused(422, "tenant-unknown");
    }

    [Fact]
    public async Task a_tenants_tokens_are_invisible_to_another()
    {
        var made = await CreateAsync(await host.TenantAsync(), new CreateToken("private", TokenScopes.Full, 30));
        var rival = host.Client(await host.TenantAsync("rival"));
        (await rival.Tokens.ListAsync()).ShouldNotContain(t => t.Id == made.Id);
        await rival.Tokens.RevokeAsync(made.Id).ShouldBeRefused(404, "token-unknown");
    }

    [Fact]
    public async Task last_use_is_kept_coarsely()
    {
        var owner = host.Client(await host.TenantAsync());
        var made = await CreateAsync(await host.TenantAsync(), new CreateToken("used", TokenScopes.Full, 300));
        async Task<DateTimeOffset?> LastUsedAsync() => (await owner.Tokens.ListAsync()).Single(t => t.Id == made.Id).LastUsedAt;

        (await LastUsedAsync()).ShouldBeNull();
        await host.Client(made.Token).WhoAmIAsync();
        var first = await LastUsedAsync();
        first.ShouldBe(host.Wall.GetUtcNow());
        host.Wall.Advance(TimeSpan.FromMinutes(1));
        await host.Client(made.Token).WhoAmIAsync();
        (await LastUsedAsync()).ShouldBe(first);
    }

    [Fact]
    public async Task the_host_issues_its_adapters_new_tokens_in_place_of_the_old()
    {
        var issuer = host.Services.GetRequiredService<SiteTokens>();
        SiteId[] sites = [.. Enumerable.Range(0, 150).Select(i => new SiteId($"site-{i}"))];
        var first = await issuer.IssueAsync(sites, CancellationToken.None);
        (await host.Client(first[sites[149]]).WhoAmIAsync()).Site.ShouldBe(sites[149]);
        var second = await issuer.IssueAsync(sites, CancellationToken.None);
        await host.Client(first[sites[0]]).WhoAmIAsync().ShouldBeRefused(401, "token-refused");
        (await host.Client(second[sites[0]]).WhoAmIAsync()).Site.ShouldBe(sites[0]);
        await using var session = host.Store.QuerySession();
        (await session.Query<AccessToken>().CountAsync(t => t.Role == Roles.Site && t.Name == "own-adapter")).ShouldBe(150);
    }

    [Theory]
    [InlineData("Basic b3BlcmF0b3I6eA==", "token-missing")]
    [InlineData("Bearer", "token-missing")]
    [InlineData("Bearer cn_short", "token-refused")]
    [InlineData("bearer cn_short", "token-refused")]
    [InlineData("Bearer cn_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "token-refused")]
    public async Task what_is_no_token_is_refused(string header, string code)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/session");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        var response = await host.Http().SendAsync(request);
        await response.ShouldBeProblem(401, code);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task a_token_in_the_query_counts_on_hubs_only()
    {
        var token = await host.TenantAsync();
        await (await host.Http().GetAsync($"/api/session?access_token={token}")).ShouldBeProblem(401, "token-missing");
        (await host.Http().PostAsync($"/hubs/changes/negotiate?negotiateVersion=1&access_token={token}", null)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task a_tenant_is_made_with_its_first_user_or_not_at_all()
    {
        var admin = host.Client(await host.OperatorAsync());
        await admin.CreateTenantAsync(new CreateTenant(new TenantId("acme"), "Acme 公司", new UserId("acme-user"), "a long password"));
        (await admin.ListTenantsAsync()).Select(t => t.Name).ShouldContain("Acme 公司");
        var session = await host.Client(null).SignInAsync(new SignIn("acme-user", "a long password"));
        session.Identity.Tenant.ShouldBe(new TenantId("acme"));
        await admin.CreateTenantAsync(new CreateTenant(new TenantId("acme"), "Again", new UserId("other"), "a long password")).ShouldBeRefused(409, "tenant-exists");
        await admin.CreateTenantAsync(new CreateTenant(new TenantId("acme-2"), "Again", new UserId("acme-user"), "a long password")).ShouldBeRefused(409, "user-exists");
        (await admin.ListTenantsAsync()).Select(t => t.Id.Value).ShouldNotContain("acme-2");
    }

    private static SubmitWorkload Workload() => new()
    {
        Name = "w",
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
    };

    private Task<TokenCreated> CreateAsync(string token, CreateToken body) => host.Client(token).Tokens.CreateAsync(body);
}

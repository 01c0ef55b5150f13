using ComputeNet.Benchmarks.Hosting;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service;
using ComputeNet.Service.Tenants;
using ComputeNet.World.Catalogue;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Benchmarks.Throughput;

/// <summary>The Orchestrator on a loopback port and a durable PostgreSQL of its own, with sites that have declared their pools and start nothing.</summary>
internal sealed class Centre : IAsyncDisposable
{
    private ThrowAwayPostgres postgres = null!;
    private WebApplication app = null!;

    public string ConnectionString => postgres.ConnectionString;
    private IDocumentStore Store => app.Services.GetRequiredService<IDocumentStore>();
    private Uri Address => new(app.Urls.First());

    /// <param name="sites">How many sites of the catalogue take part.</param>
    /// <param name="devices">CPU cores that each of them declares.</param>
    public static async Task<Centre> StartAsync(int sites, int devices)
    {
        var centre = new Centre { postgres = await ThrowAwayPostgres.StartAsync() };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.AddOrchestrator(new OrchestratorOptions
        {
            ConnectionString = centre.ConnectionString,
            SubmitBurstPerTenant = 1_000_000,
            StaleAfter = TimeSpan.FromHours(1),
            LostAfter = TimeSpan.FromHours(2),
        });
        centre.app = builder.Build();
        centre.app.MapOrchestrator();
        await centre.app.StartAsync();
        await centre.app.Services.GetRequiredService<FirstRun>().EnsureAsync(CancellationToken.None);
        foreach (var site in centre.app.Services.GetRequiredService<WorldCatalogue>().Sites.Keys.OrderBy(s => s.Value, StringComparer.Ordinal).Take(sites))
            await centre.DeclareAsync(site, devices);
        return centre;
    }

    public async Task<ComputeNetClient> ClientAsync(TenantId tenant)
    {
        var token = await TokenAsync($"{tenant}-user", Roles.Tenant, TokenScopes.Full, tenant, null);
        return new(new HttpClient { BaseAddress = Address }, () => token);
    }

    public async Task<ComputeNetClient> OperatorAsync()
    {
        var token = await TokenAsync("operator", Roles.Operator, TokenScopes.Full, null, null);
        return new(new HttpClient { BaseAddress = Address }, () => token);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private async Task DeclareAsync(SiteId site, int devices)
    {
        var token = await TokenAsync($"site.{site}", Roles.Site, "site", null, site);
        var client = new ComputeNetClient(new HttpClient { BaseAddress = Address }, () => token);
        var assumed = Provenance.Assumed("benchmark");
        var pool = new PoolDeclaration(
            new PoolId($"{site}.cpu"), "cpu", Architecture.Cpu, new AcceleratorModelId("cpu-core"), devices, assumed, null, Money.Yuan(0.1m), assumed, 10, assumed);
        await client.SiteAgent.DeclareInventoryAsync(new SiteInventory("benchmark", true, DateTimeOffset.UtcNow, [pool]));
    }

    private async Task<string> TokenAsync(string user, string role, string scope, TenantId? tenant, SiteId? site)
    {
        var secret = AccessToken.NewSecret();
        await using var session = Store.LightweightSession();
        session.Insert(new AccessToken(
            $"t-{Guid.NewGuid():N}", AccessToken.HashOf(secret), "benchmark", scope, false, new UserId(user), role, tenant, site, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)));
        await session.SaveChangesAsync();
        return secret;
    }
}

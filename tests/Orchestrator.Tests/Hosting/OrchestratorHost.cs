using ComputeNet.Client;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Sites;
using ComputeNet.Service;
using ComputeNet.Service.Audit;
using ComputeNet.Service.Tenants;
using JasperFx;
using Marten;
using Marten.Events.Daemon.Coordination;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Orchestrator.Tests.Hosting;

/// <summary>The whole Orchestrator on a database of its own, in this process; a class fixture. Access is judged by <see cref="Wall"/>.</summary>
public class OrchestratorHost(PostgresServer postgres) : IAsyncLifetime
{
    public const string OperatorPassword = "operator's password";
    public const string TenantPassword = "tenant's password";

    /// <summary>Hubs end connections whose token has expired by the machine's clock, which is ahead of <see cref="Wall"/>, whenever these tests run.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromDays(36_500);

    private WebApplication app = null!;

    public ManualClock Wall { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    /// <summary>The time of the ledger; null is the machine's.</summary>
    public TimeProvider? LedgerTime { get; init; }

    public IServiceProvider Services => app.Services;
    public IDocumentStore Store => Services.GetRequiredService<IDocumentStore>();
    public string ConnectionString { get; private set; } = "";

    /// <summary>What the first run of this database handed out.</summary>
    public FirstPasswords? First { get; private set; }

    public virtual async ValueTask InitializeAsync()
    {
        ConnectionString = await postgres.NewDatabaseAsync();
        await StartAsync();
        First = await Services.GetRequiredService<FirstRun>().EnsureAsync(CancellationToken.None);
    }

    /// <summary>The process starts, on the database as it is.</summary>
    protected async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Host.UseDefaultServiceProvider(services => (services.ValidateOnBuild, services.ValidateScopes) = (true, true));
        Serve(builder.WebHost);
        if (LedgerTime is not null)
            builder.Services.AddSingleton(LedgerTime);
        var options = new OrchestratorOptions
        {
            ConnectionString = ConnectionString,
            WallClock = Wall,
            InitialPasswords = new Dictionary<string, string> { ["operator"] = OperatorPassword, ["tenant"] = TenantPassword },
        };
        Configure(options);
        builder.AddOrchestrator(options);
        app = builder.Build();
        app.MapOrchestrator();
        MapMore(app);
        await app.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task StopAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A client with this token and nothing else.</summary>
    public HttpClient Http(string? token = null)
    {
        var http = NewHttp();
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    public HttpMessageHandler Handler() => app.GetTestServer().CreateHandler();

    public ComputeNetClient Client(string? token) => new(Http(), () => token);

    /// <summary>A session's token, made directly: signing in takes a tenth of a second, because the hasher wants it so.</summary>
    public Task<string> SessionAsync(string user, string role, string? tenant = null) => TokenAsync(user, role, tenant, isSession: true);

    public async Task<string> TokenAsync(
        string user, string role, string? tenant = null, string? site = null, string scope = TokenScopes.Full, bool isSession = false, TimeSpan? validFor = null)
    {
        var secret = AccessToken.NewSecret();
        await using var session = Store.LightweightSession();
        session.Insert(new AccessToken(
            $"t-{Guid.NewGuid():N}", AccessToken.HashOf(secret), "test", scope, isSession, new UserId(user), role,
            tenant is null ? null : new TenantId(tenant), site is null ? null : new SiteId(site), Wall.GetUtcNow(), Wall.GetUtcNow() + (validFor ?? Long)));
        await session.SaveChangesAsync();
        return secret;
    }

    public Task<string> OperatorAsync() => SessionAsync("operator", Roles.Operator);

    public Task<string> TenantAsync(string tenant = "demo") => SessionAsync(tenant == "demo" ? "tenant" : $"{tenant}-user", Roles.Tenant, tenant);

    /// <summary>A site that signs in with a token of its own.</summary>
    public async Task<TestSite> SiteAsync(string id = "hangzhou-ai") => new(Client(await TokenAsync($"site-{id}", Roles.Site, site: id, scope: TokenScopes.Site)), id);

    /// <summary>Until changes are broadcast: what happens before the daemon listens is nobody's news.</summary>
    public Task BroadcastingAsync() => Waiting.UntilAsync(() => Task.FromResult(
        Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase().CurrentAgents().Any(a => a.Name.Name == "changes" && a.Status == AgentStatus.Running)));

    /// <summary>How many events the ledger has.</summary>
    public async Task<long> LedgerLengthAsync()
    {
        await using var session = Store.QuerySession();
        return await session.Events.QueryAllRawEvents().CountAsync();
    }

    /// <summary>How many events came of commands: what was refused must not have added one, whatever the brain does and notes of refused messages meanwhile.</summary>
    public async Task<long> CommandsOnRecordAsync()
    {
        await using var session = Store.QuerySession();
        return await session.Events.QueryAllRawEvents().Where(e => e.UserName != "brain" && e.EventTypeName != "site_message_refused").CountAsync();
    }

    /// <summary>How many events of this kind came of this actor.</summary>
    public async Task<int> CommandsOfAsync(string actor, string alias)
    {
        await using var session = Store.QuerySession();
        return await session.Events.QueryAllRawEvents().CountAsync(e => e.UserName == actor && e.EventTypeName == alias);
    }

    /// <summary>Until the audit tells every event of the ledger.</summary>
    public Task AuditedAsync() => Waiting.UntilAsync(async () =>
    {
        await using var session = Store.QuerySession();
        return await session.Query<AuditRow>().CountAsync() >= await LedgerLengthAsync();
    });

    /// <summary>Where the server listens; by default in memory only.</summary>
    protected virtual void Serve(IWebHostBuilder web) => web.UseTestServer();

    protected virtual HttpClient NewHttp() => app.GetTestClient();

    /// <summary>The addresses that the server listens on.</summary>
    protected IEnumerable<string> Urls => app.Urls;

    protected virtual void Configure(OrchestratorOptions options) { }

    protected virtual void MapMore(WebApplication app) { }
}

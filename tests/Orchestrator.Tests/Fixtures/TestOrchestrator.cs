using ComputeNet.Client;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service;
using ComputeNet.Service.Tenants;
using ComputeNet.Service.World;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Orchestrator.Tests.Fixtures;

/// <summary>The real Orchestrator on a real database and a real port, with the two first users; as a class fixture, or made anew to restart on the same data.</summary>
public sealed class TestOrchestrator(TestPostgres postgres) : IAsyncLifetime
{
    public const string Password = "correct horse battery";
    private WebApplication? _app;
    private ComputeNetClient? _operator;
    private ComputeNetClient? _tenant;

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    public OrchestratorOptions Options { get; private set; } = new();
    public WebApplication App => _app ?? throw new InvalidOperationException("The Orchestrator is not running.");
    public IDocumentStore Store => App.Services.GetRequiredService<IDocumentStore>();
    public Uri Address => new(App.Urls.Single());

    /// <summary>Changes the options before the start.</summary>
    public Action<OrchestratorOptions> Configure { get; set; } = _ => { };

    public async ValueTask InitializeAsync()
    {
        Options = new OrchestratorOptions
        {
            ConnectionString = await postgres.NewDatabaseAsync(),
            OwnSites = [new OwnSite("local", "本机", "This machine", "hangzhou")],
            InitialPasswords = new Dictionary<string, string> { ["operator"] = Password, ["tenant"] = Password },
            RoundBeat = TimeSpan.FromSeconds(1),
        };
        Configure(Options);
        await StartAsync();
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddOrchestrator(Options);
        _app = builder.Build();
        _app.MapOrchestrator();
        await _app.StartAsync();
        await _app.Services.GetRequiredService<FirstRun>().EnsureAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        (_app, _operator, _tenant) = (null, null, null);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>A client with a token, or without one.</summary>
    public ComputeNetClient Client(string? token) => new(new HttpClient { BaseAddress = Address }, () => token);

    public async Task<ComputeNetClient> OperatorAsync() => _operator ??= await SignInAsync("operator");

    public async Task<ComputeNetClient> TenantAsync() => _tenant ??= await SignInAsync("tenant");

    public async Task<ComputeNetClient> SignInAsync(string user)
    {
        var session = await Client(null).SignInAsync(new SignIn(user, Password));
        return Client(session.Token);
    }

    public async Task<ComputeNetClient> SiteAsync(string site) => Client((await SiteTokensAsync(site))[new SiteId(site)]);

    /// <summary>Issues anew for all sites named; earlier site tokens stop working.</summary>
    public Task<IReadOnlyDictionary<SiteId, string>> SiteTokensAsync(params string[] sites) =>
        App.Services.GetRequiredService<SiteTokens>().IssueAsync([.. sites.Select(s => new SiteId(s))], CancellationToken.None);
}

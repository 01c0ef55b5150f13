using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Tests.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Portal.Tests.Host;

/// <summary>The Orchestrator's side of the wire, as small as the portal's own tests need it: sessions, sites and the hub over real HTTP.</summary>
internal sealed class TinyOrchestrator : IAsyncDisposable
{
    public const string Password = "right";
    public const string Token = "secret-token";
    private readonly WebApplication app;

    private TinyOrchestrator(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());
    public IReadOnlyList<SiteSummary> Sites { get; set; } = [SiteSample.Hangzhou];
    public bool IsAway { get; set; }
    public bool Revoked { get; private set; }
    public int Readings { get; private set; }

    public static async Task<TinyOrchestrator> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(options => WireFormat.Configure(options.SerializerOptions));
        builder.Services.AddSignalR().AddJsonProtocol(options => WireFormat.Configure(options.PayloadSerializerOptions));
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var tiny = new TinyOrchestrator(app);
        tiny.Map();
        await app.StartAsync();
        return tiny;
    }

    /// <summary>Tells everybody who listens that a site is newer.</summary>
    public Task ChangeAsync(SiteSummary site)
    {
        Sites = [site];
        return app.Services.GetRequiredService<IHubContext<ChangesHub>>().Clients.All.SendAsync("changed", new Change("site", site.Id.Value, null, DateTimeOffset.UnixEpoch));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Map()
    {
        app.Use(async (context, next) =>
        {
            var open = context.Request.Path == "/api/session" && context.Request.Method == "POST";
            if (IsAway)
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
            else if (!open && context.Request.Headers.Authorization != $"Bearer {Token}" && context.Request.Query["access_token"] != Token)
                await Problem(401, "token-missing").ExecuteAsync(context);
            else
                await next();
        });
        app.MapPost("/api/session", (SignIn body) => body.Password == Password
            ? Results.Ok(new Session(Token, new(new(body.User), Roles.Operator, null, null), DateTimeOffset.UtcNow.AddHours(8)))
            : Problem(401, "sign-in-failed"));
        app.MapDelete("/api/session", () =>
        {
            Revoked = true;
            return Results.NoContent();
        });
        app.MapGet("/api/sites", () =>
        {
            Readings++;
            return Sites;
        });
        app.MapHub<ChangesHub>("/hubs/changes");
    }

    private static IResult Problem(int status, string code) => Results.Json(new ApiProblem(code, status, code), WireFormat.Json, "application/problem+json", status);

    private sealed class ChangesHub : Hub;
}

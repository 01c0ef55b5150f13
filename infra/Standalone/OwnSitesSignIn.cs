using ComputeNet.Service.Tenants;

namespace ComputeNet.Standalone;

/// <summary>Stands between the Orchestrator, whose ledger keeps the tokens, and the adapters, which start with them.</summary>
internal sealed class OwnSitesSignIn(OwnSites sites, SiteTokens issuer) : IHostedService
{
    public Task StartAsync(CancellationToken ct) => sites.SignInAsync(issuer, ct);

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
}

using System.Net;
using Microsoft.AspNetCore.Hosting;

namespace ComputeNet.Orchestrator.Tests.Hosting;

/// <summary>The Orchestrator on a real port of this machine, with real sockets; it can go away and come back on the same address and ledger.</summary>
public class ListeningHost(PostgresServer postgres) : OrchestratorHost(postgres)
{
    private int port;
    private bool isAway;

    public Uri Address => new($"http://127.0.0.1:{port}/");

    public async Task GoAwayAsync()
    {
        port = new Uri(Urls.First()).Port;
        isAway = true;
        await StopAsync();
    }

    public async Task ComeBackAsync()
    {
        await StartAsync();
        isAway = false;
    }

    public override async ValueTask DisposeAsync()
    {
        if (!isAway)
            await base.DisposeAsync();
    }

    protected override void Serve(IWebHostBuilder web) => web.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));

    protected override HttpClient NewHttp() => new() { BaseAddress = Address };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        port = new Uri(Urls.First()).Port;
    }
}

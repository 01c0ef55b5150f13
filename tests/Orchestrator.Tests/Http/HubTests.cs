using ComputeNet.Client;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Tenants;
using ComputeNet.Orchestrator.Tests.Hosting;
using Microsoft.AspNetCore.Http.Connections;

namespace ComputeNet.Orchestrator.Tests.Http;

public sealed class HubTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Fact]
    public async Task a_tenant_hears_of_its_own_workloads_and_of_sites_and_of_nobody_elses()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var heard = new List<Change>();
        var connected = new TaskCompletionSource();
        var listening = ListenAsync(await host.TenantAsync(), heard, connected, limit.Token);
        await connected.Task.WaitAsync(limit.Token);
        await host.BroadcastingAsync();

        await AppendNobodysAsync();
        var theirs = await SubmitAsync(await host.TenantAsync("rival"));
        var mine = await SubmitAsync(await host.TenantAsync());
        await host.Client(await host.OperatorAsync()).SetAcceptanceAsync(new SiteId("hangzhou-ai"), new SetAcceptance(SiteAcceptance.Draining, "last of all"));
        await listening;

        heard.ShouldContain(c => c.Noun == "workload" && c.Id == mine.Value);
        heard.ShouldNotContain(c => c.Id == theirs.Value);
        heard.ShouldNotContain(c => c.Noun == "plan" || c.Noun == "user" || c.Noun == "token");
    }

    /// <summary>What the event store itself leaves in the ledger, such as what fills the numbers of an append that failed, has a stream that names no thing.</summary>
    private async Task AppendNobodysAsync()
    {
        await using var session = host.Store.LightweightSession();
        session.Events.StartStream("mt_tombstone", new SiteTokensIssued(1, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow));
        await session.SaveChangesAsync();
    }

    /// <summary>Until the site's change has come, which was the last to happen.</summary>
    private async Task ListenAsync(string token, List<Change> heard, TaskCompletionSource connected, CancellationToken ct)
    {
        var feed = new ChangeFeed(new ApiConnection(host.Http(), () => token), http =>
        {
            http.HttpMessageHandlerFactory = _ => host.Handler();
            http.Transports = HttpTransportType.LongPolling;
        });
        await foreach (var message in feed.ListenAsync(ct))
        {
            if (message.Signal == FeedSignal.Connected)
                connected.TrySetResult();
            if (message.Change is not { } change)
                continue;
            heard.Add(change);
            if (change.Noun == "site")
                return;
        }
    }

    private async Task<WorkloadId> SubmitAsync(string token) => (await host.Client(token).SubmitAsync(new SubmitWorkload
    {
        Name = "heard",
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
    })).Id;
}

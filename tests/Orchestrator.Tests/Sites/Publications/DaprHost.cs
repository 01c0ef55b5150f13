using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Adapters.Tests.Dapr;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;

namespace ComputeNet.Orchestrator.Tests.Sites.Publications;

/// <summary>The real Orchestrator with a stand-in of a Dapr sidecar before it, and a broker that it subscribes to.</summary>
public sealed class DaprHost(PostgresServer postgres) : ListeningHost(postgres)
{
    public const string AppToken = "the sidecar's own token";

    public DaprSidecarStandIn Dapr { get; } = new() { ApiToken = "the agents' token", AppToken = AppToken };

    public Uri Invocation => Dapr.InvocationOf("orchestrator");

    /// <summary>What an agent is given to reach it.</summary>
    public Uri AddressOf(CentreTransport transport) => transport == CentreTransport.Dapr ? Invocation : Address;

    public DaprSidecar Sidecar => new() { PubSub = Dapr.Broker.Name, ApiToken = Dapr.ApiToken, InvokeEvery = TimeSpan.FromMilliseconds(400) };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Dapr.StartAsync();
        Dapr.Register("orchestrator", Address);
        Dapr.Broker.Subscribe("orchestrator");
    }

    public override async ValueTask DisposeAsync()
    {
        await Dapr.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Configure(OrchestratorOptions options) => (options.DaprPubSub, options.DaprAppToken) = (Dapr.Broker.Name, AppToken);
}

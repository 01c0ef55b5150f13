using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Adapters.Tests.Dapr;

namespace ComputeNet.Adapters.Tests.Conformance;

/// <summary>A centre, and what an adapter is given to reach it over one transport.</summary>
public interface ISiteLine : IAsyncDisposable
{
    CentreStandIn Centre { get; }

    Uri Address { get; }

    DaprSidecar? Sidecar { get; }
}

public static class SiteLines
{
    public static async Task<ISiteLine> OpenAsync(CentreTransport transport)
    {
        ISiteLine line = transport == CentreTransport.Dapr ? new DaprLine() : new DirectLine();
        await line.Centre.StartAsync();
        if (line is DaprLine dapr)
            await dapr.StartAsync();
        return line;
    }

    /// <summary>Nothing in between.</summary>
    private sealed class DirectLine : ISiteLine
    {
        public CentreStandIn Centre { get; } = new();

        public Uri Address => Centre.Address;

        public DaprSidecar? Sidecar => null;

        public ValueTask DisposeAsync() => Centre.DisposeAsync();
    }

    /// <summary>Through a stand-in of the sidecar whose broker delivers everything twice, the newest first.</summary>
    private sealed class DaprLine : ISiteLine
    {
        private readonly DaprSidecarStandIn dapr = new() { ApiToken = "api-token", AppToken = "app-token" };

        public CentreStandIn Centre { get; } = new() { DaprAppToken = "app-token" };

        public Uri Address => dapr.InvocationOf("orchestrator");

        public DaprSidecar Sidecar => new() { PubSub = dapr.Broker.Name, ApiToken = dapr.ApiToken, InvokeEvery = TimeSpan.FromMilliseconds(300) };

        public async Task StartAsync()
        {
            await dapr.StartAsync();
            dapr.Register("orchestrator", Centre.Address);
            Centre.DaprPubSub = dapr.Broker.Name;
            (dapr.Broker.Copies, dapr.Broker.NewestFirst) = (2, true);
            dapr.Broker.Subscribe("orchestrator");
        }

        public async ValueTask DisposeAsync()
        {
            await dapr.DisposeAsync();
            await Centre.DisposeAsync();
        }
    }
}

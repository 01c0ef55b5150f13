namespace ComputeNet.Adapters.Host.Transports;

/// <summary>What an agent knows of the Dapr sidecar beside it.</summary>
public sealed record DaprSidecar
{
    /// <summary>The component that publications go to; null: everything goes by service invocation. The setting <c>ComputeNet:DaprPubSub</c>.</summary>
    public string? PubSub { get; init; }

    /// <summary>What the sidecar asks its callers for; Dapr's own variable <c>DAPR_API_TOKEN</c>. Null: it asks for nothing.</summary>
    public string? ApiToken { get; init; }

    /// <summary>A publication vouches for nobody and brings no receipt: so often, at least, a site's report goes by invocation.</summary>
    public TimeSpan InvokeEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What nobody took for so long is not worth taking: the next report has the newer state.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromMinutes(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

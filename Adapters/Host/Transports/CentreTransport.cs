using ComputeNet.Client;

namespace ComputeNet.Adapters.Host.Transports;

/// <summary>How an agent's messages reach the centre; the setting <c>ComputeNet:Transport</c>. The messages, and what answers them, are the same for all.</summary>
public enum CentreTransport
{
    /// <summary>A request per message, and a long poll for orders.</summary>
    Http,

    /// <summary>Everything over one connection that the agent keeps open.</summary>
    Hub,

    /// <summary>Through a Dapr sidecar: service invocation, and publication of what needs no answer where the sidecar has a broker.</summary>
    Dapr,
}

/// <summary>
/// The transports as what carries an <see cref="HttpClient"/>'s requests: the typed client above does not know which of them it has, nor do the handlers
/// at the centre.
/// </summary>
public static class CentreTransports
{
    /// <param name="transport">Which one.</param>
    /// <param name="root">Address of the Orchestrator, or of its Dapr sidecar's invocation; ends with a slash.</param>
    /// <param name="via">How bytes travel; null for ordinary sockets. Disposed with the answer.</param>
    /// <param name="sidecar">What is known of the Dapr sidecar; null: that it invokes.</param>
    public static HttpMessageHandler HandlerOf(this CentreTransport transport, Uri root, HttpMessageHandler? via, DaprSidecar? sidecar = null) => transport switch
    {
        CentreTransport.Http => via ?? Sockets(),
        CentreTransport.Hub => new SiteHubHandler(root, via),
        CentreTransport.Dapr => new DaprHandler(root, sidecar ?? new(), via ?? Sockets()),
        _ => throw new ArgumentOutOfRangeException(nameof(transport), transport, "Unknown transport."),
    };

    /// <summary>The word of the setting; null when it is no transport.</summary>
    public static CentreTransport? Find(string word) => Enum.GetValues<CentreTransport>().Cast<CentreTransport?>().FirstOrDefault(t => Word(t!.Value) == word);

    /// <summary>What the transport is called in settings and inventories.</summary>
    public static string Word(this CentreTransport transport) => transport.ToString().ToLowerInvariant();

    private static SocketsHttpHandler Sockets() => new() { PooledConnectionLifetime = TimeSpan.FromMinutes(10), UseCookies = false, AllowAutoRedirect = false };
}

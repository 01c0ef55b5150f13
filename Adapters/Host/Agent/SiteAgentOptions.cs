using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Agent;

/// <summary>What the agents of one process share.</summary>
public sealed class SiteAgentOptions
{
    /// <summary>Address of the Orchestrator; it need not listen yet.</summary>
    public required Uri Centre { get; init; }

    /// <summary>The bearer token of a site, asked for at every call; null while there is none yet.</summary>
    public required Func<SiteId, string?> Token { get; init; }

    /// <summary>The journal's file; one process owns it.</summary>
    public required string JournalPath { get; init; }

    /// <summary>Whether the journal waits for the disk; without it, the loss of power (not of the process) may cost the last moments.</summary>
    public bool FlushToDisk { get; init; } = true;

    public AgentPace Pace { get; init; } = new();

    /// <summary>How messages travel; null takes the setting <c>ComputeNet:Transport</c> of the process, which is <c>http</c> when it is not set.</summary>
    public CentreTransport? Transport { get; init; }

    /// <summary>The Dapr sidecar beside the process; null takes the process's settings.</summary>
    public DaprSidecar? Sidecar { get; init; }

    /// <summary>How bytes travel; null for ordinary sockets.</summary>
    public Func<HttpMessageHandler>? Handler { get; init; }

    /// <summary>What lies around the transport, whichever it is: a place for troubles on the way. Null: nothing.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? Around { get; init; }
}

/// <summary>A site and the scheduler that serves it.</summary>
public sealed record AgentSite(SiteId Id, ISiteScheduler Scheduler)
{
    /// <summary>The site's own time; null: the host's.</summary>
    public TimeProvider? Clock { get; init; }
}

using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Port;

/// <summary>Optional: the site reads instruments, or knows what its own users occupy.</summary>
public interface ISiteTelemetry
{
    /// <summary>What the instruments say now. A tool that is absent is not an error: what it would tell is null.</summary>
    Task<SiteTelemetry> ReadTelemetryAsync(CancellationToken ct);
}

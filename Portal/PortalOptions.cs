namespace ComputeNet.Portal;

/// <summary>What the portal needs to know of its surroundings: where the Orchestrator listens, and where the keys that seal its cookies live.</summary>
public sealed record PortalOptions(Uri Orchestrator)
{
    /// <summary>Folder of the data-protection keys. Kept across restarts, so that nobody is signed out by a deployment.</summary>
    public string KeysFolder { get; init; } = Path.Combine(".data", "portal-keys");

    /// <summary>Where an Orchestrator on the same machine listens, unless it is told otherwise.</summary>
    private const string DefaultOrchestrator = "http://localhost:5080";

    /// <summary>Reads <c>ComputeNet:Orchestrator</c> (a URL; this machine by default) and, if set, <c>ComputeNet:PortalKeys</c> (a folder).</summary>
    public static PortalOptions From(IConfiguration configuration)
    {
        var text = configuration["ComputeNet:Orchestrator"] ?? DefaultOrchestrator;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var orchestrator) || orchestrator.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"ComputeNet:Orchestrator must be the http(s) address of the Orchestrator, but it is '{text}'.");
        var options = new PortalOptions(orchestrator);
        return configuration["ComputeNet:PortalKeys"] is { Length: > 0 } folder ? options with { KeysFolder = folder } : options;
    }
}

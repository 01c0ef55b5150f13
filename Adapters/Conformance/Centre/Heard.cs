using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Conformance.Centre;

/// <summary>One message of a site that the stand-in understood, in the order of arrival.</summary>
public sealed record Heard(string Site, SiteInventory? Inventory = null, SightingReport? Report = null, string? TraceParent = null, SiteTelemetry? Telemetry = null)
{
    public SiteOffers? Offers { get; init; }

    public SiteLogs? Logs { get; init; }

    /// <summary>What carried it.</summary>
    public string Carrier { get; init; } = "http";
}

/// <summary>Everything that was heard, and a bell that rings with each message.</summary>
public sealed class HeardLog
{
    private readonly Lock gate = new();
    private readonly List<Heard> heard = [];
    private TaskCompletionSource changed = NewSignal();

    public int Count
    {
        get
        {
            lock (gate)
                return heard.Count;
        }
    }

    /// <summary>Completes with the next message, or the next ring. Take it before looking.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
                return changed.Task;
        }
    }

    public void Add(Heard message)
    {
        lock (gate)
            heard.Add(message);
        Ring();
    }

    public void Ring()
    {
        lock (gate)
        {
            changed.TrySetResult();
            changed = NewSignal();
        }
    }

    /// <summary>What was heard, from the given position on.</summary>
    public IReadOnlyList<Heard> From(int position = 0)
    {
        lock (gate)
            return heard[Math.Min(position, heard.Count)..];
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using System.Collections.Concurrent;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Sites;

/// <summary>
/// Wakes the long polls of a site in this process when its orders may have changed. Only a hint: whoever waits reads the ledger again. What other nodes change
/// <see cref="OrderWatch"/> finds, and every new question reads anyhow, so a lost hint costs time and nothing else.
/// </summary>
public sealed class SiteSignals
{
    private readonly ConcurrentDictionary<SiteId, TaskCompletionSource> _waiting = new();

    public void Wake(SiteId site)
    {
        if (_waiting.TryRemove(site, out var signal))
            signal.TrySetResult();
    }

    /// <summary>Take this before reading the state, await it afterwards: a change in between is not missed.</summary>
    public Task NextChange(SiteId site) =>
        _waiting.GetOrAdd(site, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}

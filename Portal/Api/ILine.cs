using System.Runtime.CompilerServices;
using ComputeNet.Client;

namespace ComputeNet.Portal.Api;

/// <summary>The line to the Orchestrator as such.</summary>
public interface ILine
{
    /// <summary>Null when the line is up, else since when it has been down; now and at every turn.</summary>
    IAsyncEnumerable<DateTimeOffset?> WatchAsync(CancellationToken ct);
}

internal sealed class LineApi(SharedFeed feed, TimeProvider clock) : ILine
{
    public async IAsyncEnumerable<DateTimeOffset?> WatchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var line = feed.Subscribe();
        DateTimeOffset? since = null;
        var said = false;
        await foreach (var message in line.Messages.ReadAllAsync(ct))
        {
            if (message.Signal == FeedSignal.Changed)
                continue;
            var isDown = message.Signal == FeedSignal.Disconnected;
            if (said && isDown == since is not null)
                continue;
            said = true;
            since = isDown ? clock.GetUtcNow() : null;
            yield return since;
        }
    }
}

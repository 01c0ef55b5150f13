using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ComputeNet.Client;
using ComputeNet.Contracts;

namespace ComputeNet.Portal.Api;

/// <summary>
/// Load-and-listen as one call: reads, listens for changes that concern the question, reads again. A burst of changes is one reading.
/// While the line is down the last value stays, marked with the trouble; when it is back everything is read again. What no event tells of
/// (telemetry, a score that ages) is read again with a beat.
/// </summary>
internal sealed class LiveQuery(Door door, SharedFeed feed, TimeProvider clock)
{
    /// <summary>How long changes are gathered before one reading: short for the eye, long enough for a planning round's burst.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(300);

    /// <summary>How soon a reading that met silence is tried again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<Live<T>> WatchAsync<T>(
        Func<ComputeNetClient, CancellationToken, Task<T>> read,
        Func<Change, bool> concerns,
        [EnumeratorCancellation] CancellationToken ct,
        TimeSpan? beat = null) where T : class
    {
        using var line = feed.Subscribe();
        var now = await ReadAsync(Live<T>.Loading, read, ct);
        yield return now;
        while (!ct.IsCancellationRequested)
        {
            await NewsAsync(line.Messages, concerns, patience: now.Trouble is { MayPass: true } ? RetryAfter : beat, ct);
            now = await ReadAsync(now, read, ct);
            yield return now;
        }
    }

    /// <summary>Returns when it is time to read again.</summary>
    private async Task NewsAsync(ChannelReader<FeedMessage> messages, Func<Change, bool> concerns, TimeSpan? patience, CancellationToken ct)
    {
        while (await WaitAsync(messages, patience, ct))
        {
            if (!Drain(messages, concerns))
                continue;
            await Task.Delay(Gathering, ct);
            Drain(messages, concerns);
            return;
        }
    }

    /// <summary>True when a message came, false when it is time to try again.</summary>
    private async Task<bool> WaitAsync(ChannelReader<FeedMessage> messages, TimeSpan? patience, CancellationToken ct)
    {
        if (patience is not { } longest)
            return await messages.WaitToReadAsync(ct);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var message = messages.WaitToReadAsync(waiting.Token).AsTask();
        var first = await Task.WhenAny(message, Task.Delay(longest, waiting.Token));
        await waiting.CancelAsync();
        ct.ThrowIfCancellationRequested();
        return first == message && await message;
    }

    /// <summary>
    /// True if any waiting message calls for a reading. A broken line does too: when the hub is away but the API still answers, the feed's own
    /// attempts to reconnect become the beat of a poll, and only a reading that fails makes the value stale.
    /// </summary>
    private static bool Drain(ChannelReader<FeedMessage> messages, Func<Change, bool> concerns)
    {
        var readAgain = false;
        while (messages.TryRead(out var message))
            readAgain |= message.Signal != FeedSignal.Changed || message.Change is { } change && concerns(change);
        return readAgain;
    }

    private async Task<Live<T>> ReadAsync<T>(Live<T> before, Func<ComputeNetClient, CancellationToken, Task<T>> read, CancellationToken ct) where T : class
    {
        var outcome = await door.AskAsync(client => read(client, ct));
        return outcome.Value is { } value ? Live<T>.Fresh(value, clock.GetUtcNow()) : before with { Trouble = outcome.Trouble };
    }
}

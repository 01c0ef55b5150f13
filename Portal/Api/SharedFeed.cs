using System.Threading.Channels;
using ComputeNet.Client;

namespace ComputeNet.Portal.Api;

/// <summary>
/// One hub connection per circuit, however many pages and parts listen: opened by the first listener, closed after the last.
/// A listener that comes while the line is up hears Connected at once.
/// </summary>
internal sealed class SharedFeed(Door door, ILogger<SharedFeed> logger) : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<ChannelWriter<FeedMessage>> listeners = [];
    private CancellationTokenSource? line;
    private FeedMessage? lastSignal;

    public Subscription Subscribe()
    {
        var channel = Channel.CreateUnbounded<FeedMessage>(new() { SingleReader = true });
        lock (gate)
        {
            listeners.Add(channel.Writer);
            if (lastSignal is not null)
                channel.Writer.TryWrite(lastSignal);
            if (line is null)
            {
                line = new();
                _ = RunAsync(line);
            }
        }
        return new(channel.Reader, () => Leave(channel.Writer));
    }

    public int Listeners { get { lock (gate) return listeners.Count; } }

    private void Leave(ChannelWriter<FeedMessage> listener)
    {
        lock (gate)
        {
            if (listeners.Remove(listener) && listeners.Count == 0)
                Close();
        }
    }

    private async Task RunAsync(CancellationTokenSource own)
    {
        try
        {
            var feed = new ChangeFeed((await door.OpenAsync()).Connection);
            await foreach (var message in feed.ListenAsync(own.Token))
                Tell(own, message);
        }
        catch (Exception e) when (own.IsCancellationRequested)
        {
            // Hanging up in the middle of connecting ends in whatever each transport says to that.
            logger.LogDebug(e, "The last listener left; the line to the hub is closed.");
        }
        catch (Exception e)
        {
            // A task nobody awaits: without this the pages would wait for ever on a line that is gone.
            logger.LogError(e, "The line to the hub broke.");
            Tell(own, new(FeedSignal.Disconnected));
        }
    }

    private void Tell(CancellationTokenSource own, FeedMessage message)
    {
        lock (gate)
        {
            if (line != own)
                return;
            if (message.Signal != FeedSignal.Changed)
                lastSignal = message;
            foreach (var listener in listeners)
                listener.TryWrite(message);
        }
    }

    private void Close()
    {
        line?.Cancel();
        line?.Dispose();
        line = null;
        lastSignal = null;
    }

    public void Dispose()
    {
        lock (gate)
            Close();
    }

    /// <summary>A listener's end of the line; disposing it hangs up.</summary>
    public sealed class Subscription(ChannelReader<FeedMessage> messages, Action leave) : IDisposable
    {
        public ChannelReader<FeedMessage> Messages { get; } = messages;
        public void Dispose() => leave();
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ComputeNet.Contracts;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Client;

/// <summary>What the feed says: something changed, the connection is back (read everything again), or it is gone.</summary>
public sealed record FeedMessage(FeedSignal Signal, Change? Change = null);

public enum FeedSignal { Connected, Changed, Disconnected }

/// <summary>
/// The hub's changes as one endless stream that reconnects by itself with growing pauses. Stop it by the cancellation token.
/// On every Connected the listener reads its initial state, so nothing that happened in between is missed.
/// </summary>
public sealed class ChangeFeed(ApiConnection connection, Action<Microsoft.AspNetCore.Http.Connections.Client.HttpConnectionOptions>? configure = null)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    public async IAsyncEnumerable<FeedMessage> ListenAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (!ct.IsCancellationRequested)
        {
            var messages = Channel.CreateUnbounded<FeedMessage>(new() { SingleReader = true });
            await using var hub = Build(messages.Writer);
            if (await TryStartAsync(hub, ct))
            {
                pause = TimeSpan.FromSeconds(1);
                yield return new(FeedSignal.Connected);
                await foreach (var message in messages.Reader.ReadAllAsync(ct))
                    yield return message;
            }
            yield return new(FeedSignal.Disconnected);
            await Task.Delay(pause, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private HubConnection Build(ChannelWriter<FeedMessage> writer)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(connection.BaseAddress, "hubs/changes"), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult(connection.Token);
                configure?.Invoke(options);
            })
            .AddJsonProtocol(options => WireFormat.Configure(options.PayloadSerializerOptions))
            .Build();
        hub.On<Change>("changed", change => writer.TryWrite(new(FeedSignal.Changed, change)));
        hub.Closed += _ => { writer.TryComplete(); return Task.CompletedTask; };
        return hub;
    }

    private static async Task<bool> TryStartAsync(HubConnection hub, CancellationToken ct)
    {
        try
        {
            await hub.StartAsync(ct);
            return true;
        }
        // AggregateException: every transport of the hub failed, each in its own way. A cancellation that is not ours is a time-out.
        catch (Exception e) when (!ct.IsCancellationRequested
            && e is (HttpRequestException or IOException or TimeoutException or InvalidOperationException or AggregateException or OperationCanceledException))
        {
            return false;
        }
    }
}

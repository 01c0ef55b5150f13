using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>A live value under the test's control: who watches hears the last state first, then everything that is said.</summary>
internal sealed class FakeWatch<T> where T : class
{
    private readonly List<ChannelWriter<Live<T>>> watchers = [];
    private Live<T>? last;

    public static readonly DateTimeOffset AsOf = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public int Watchers => watchers.Count;

    public void Say(T value) => Tell(Live<T>.Fresh(value, AsOf));

    /// <summary>The line breaks: the last value stays, marked.</summary>
    public void Break() => Tell((last ?? Live<T>.Loading) with { Trouble = Trouble.Unreachable });

    public void Fail(Refusal refusal) => Tell(new(null, null, Trouble.Of(refusal)));

    public async IAsyncEnumerable<Live<T>> WatchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateUnbounded<Live<T>>();
        if (last is not null)
            channel.Writer.TryWrite(last);
        watchers.Add(channel.Writer);
        try
        {
            await foreach (var state in channel.Reader.ReadAllAsync(ct))
                yield return state;
        }
        finally
        {
            watchers.Remove(channel.Writer);
        }
    }

    private void Tell(Live<T> state)
    {
        last = state;
        foreach (var watcher in watchers.ToList())
            watcher.TryWrite(state);
    }
}

using System.Threading.Channels;

namespace ComputeNet.Service.Plans;

/// <summary>Says that something changed that the next planning round should see. Many requests before it runs are one.</summary>
public sealed class RoundTrigger
{
    private readonly Channel<bool> _requests = OfOne();
    private readonly Channel<bool> _whenConvenient = OfOne();

    /// <summary>Somebody waits for the round.</summary>
    public void Request() => _requests.Writer.TryWrite(true);

    /// <summary>The picture has changed, as it does all the time where thousands of sites say what they have: worth a round, but not rounds without a pause.</summary>
    public void RequestWhenConvenient() => _whenConvenient.Writer.TryWrite(true);

    /// <summary>Waits for a request, for a change once <paramref name="rest"/> is over, or until the beat is over, whichever comes first.</summary>
    public async Task WaitAsync(TimeSpan beat, TimeSpan rest, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(beat);
        await Task.WhenAny(_requests.Reader.WaitToReadAsync(timeout.Token).AsTask(), ChangedAsync(rest, timeout.Token));
        ct.ThrowIfCancellationRequested();
        await timeout.CancelAsync();
        // What was said until now, the round that comes will see.
        _requests.Reader.TryRead(out _);
        _whenConvenient.Reader.TryRead(out _);
    }

    private async Task ChangedAsync(TimeSpan rest, CancellationToken ct)
    {
        await Task.Delay(rest, ct);
        await _whenConvenient.Reader.WaitToReadAsync(ct);
    }

    private static Channel<bool> OfOne() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}

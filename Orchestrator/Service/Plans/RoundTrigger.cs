using System.Threading.Channels;

namespace ComputeNet.Service.Plans;

/// <summary>Says that something changed that the next planning round should see. Many requests before it runs are one.</summary>
public sealed class RoundTrigger
{
    private readonly Channel<bool> _requests = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Request() => _requests.Writer.TryWrite(true);

    /// <summary>Waits for a request or until the beat is over, whichever comes first.</summary>
    public async Task WaitAsync(TimeSpan beat, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(beat);
        try
        {
            await _requests.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The beat: nothing was requested, and the round runs anyway.
        }
    }
}

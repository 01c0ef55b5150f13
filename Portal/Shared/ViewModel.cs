using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Shared;

/// <summary>
/// What a page knows and decides, without a word of Blazor. It says <see cref="Changed"/> whenever it should be drawn again, and
/// <see cref="RunAsync"/> loads and listens until it is cancelled, which is when the page leaves the screen.
/// </summary>
public abstract class ViewModel
{
    public event Action? Changed;

    public abstract Task RunAsync(CancellationToken ct);

    /// <summary>Takes every state of a live thing until the run is cancelled, and draws after each; nothing of an ended run comes through.</summary>
    protected async Task FollowAsync<T>(IAsyncEnumerable<Live<T>> states, Action<Live<T>> take, CancellationToken ct) where T : class
    {
        await foreach (var state in states.WithCancellation(ct))
        {
            ct.ThrowIfCancellationRequested();
            take(state);
            Redraw();
        }
    }

    protected void Redraw() => Changed?.Invoke();
}

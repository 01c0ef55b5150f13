using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Layout;

/// <summary>Whether the portal hears the Orchestrator right now, for the whole frame.</summary>
public sealed class LineStateViewModel(ILine line) : ViewModel
{
    public bool IsKnown { get; private set; }

    /// <summary>When the line went down; null while it is up.</summary>
    public DateTimeOffset? Since { get; private set; }

    public override async Task RunAsync(CancellationToken ct)
    {
        await foreach (var since in line.WatchAsync(ct).WithCancellation(ct))
        {
            IsKnown = true;
            Since = since;
            Redraw();
        }
    }
}

using Microsoft.AspNetCore.Components;

namespace ComputeNet.Portal.Shared;

/// <summary>
/// Wires a view model to the screen: runs it once the page is interactive (prerendering shows the skeleton), draws on its word,
/// runs it anew when <see cref="Subject"/> changes, and stops it when the page goes.
/// </summary>
public abstract class Screen<TModel> : ComponentBase, IDisposable where TModel : ViewModel
{
    private CancellationTokenSource? run;
    private object? subject;

    [Inject] public required TModel Model { get; set; }

    /// <summary>What the model is about, taken from the route or the query: another subject, another run.</summary>
    protected virtual object? Subject => null;

    protected override void OnInitialized() => Model.Changed += Draw;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await RunAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        var before = subject;
        subject = Subject;
        if (run is not null && !Equals(before, subject))
            await RunAsync();
    }

    private async Task RunAsync()
    {
        Stop();
        var own = run = new();
        try
        {
            await Model.RunAsync(own.Token);
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            // The page left or turned to another subject: the expected end of listening.
        }
    }

    private void Draw() => _ = InvokeAsync(StateHasChanged);

    private void Stop()
    {
        run?.Cancel();
        run?.Dispose();
        run = null;
    }

    public virtual void Dispose()
    {
        Model.Changed -= Draw;
        Stop();
        GC.SuppressFinalize(this);
    }
}

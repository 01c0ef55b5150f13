using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ComputeNet.Portal.Shared;

/// <summary>
/// Wires a view model to the screen: runs it once the page is interactive (prerendering shows the skeleton), draws on its word,
/// runs it anew when <see cref="Subject"/> changes, and stops it when the page goes.
/// </summary>
public abstract class Screen<TModel> : ComponentBase, IDisposable where TModel : ViewModel
{
    private readonly HashSet<string> turns = [];
    private int turned;
    private CancellationTokenSource? run;
    private object? subject;
    private string path = "";

    [Inject] public required TModel Model { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    /// <summary>What the model is about, taken from the route or the query: another subject, another run.</summary>
    protected virtual object? Subject => null;

    /// <summary>The query part of the address, at first and whenever it changes while the page stays: every view is a link.</summary>
    protected virtual Task OnQueryAsync(string query) => Task.CompletedTask;

    /// <summary>
    /// Somebody turned something on this page: it shows at once, and the address follows in place of the old one. What the browser then tells of that address is
    /// no news, and by the time that it comes somebody may have turned or typed on.
    /// </summary>
    protected async Task TurnAsync(string query)
    {
        var turn = (++turned).ToString(System.Globalization.CultureInfo.InvariantCulture);
        turns.Add(turn);
        var shown = OnQueryAsync(query);
        Navigation.NavigateTo(path + query, new NavigationOptions { ReplaceHistoryEntry = true, HistoryEntryState = turn });
        await shown;
    }

    protected override async Task OnInitializedAsync()
    {
        Model.Changed += Draw;
        Navigation.LocationChanged += OnLocationChanged;
        path = new Uri(Navigation.Uri).AbsolutePath;
        await OnQueryAsync(new Uri(Navigation.Uri).Query);
    }

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

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (e.HistoryEntryState is { } turn && turns.Remove(turn))
            return;
        var address = new Uri(e.Location);
        if (address.AbsolutePath == path)
            _ = InvokeAsync(async () =>
            {
                await OnQueryAsync(address.Query);
                StateHasChanged();
            });
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
        Navigation.LocationChanged -= OnLocationChanged;
        Stop();
        GC.SuppressFinalize(this);
    }
}

using System.Globalization;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Layout;

/// <summary>Ctrl-K: finds any site, workload, page or act by a part of its name. Sites and workloads are read when it opens.</summary>
public sealed class CommandPaletteViewModel(IFleet fleet, IWorkloads workloads) : ViewModel
{
    private const int Shown = 12;
    private readonly List<PaletteItem> fixedItems = [];
    private IReadOnlyList<PaletteItem> sites = [];
    private IReadOnlyList<PaletteItem> found = [];
    private CancellationToken running;
    private int asked;

    private string Wanted => Term.Trim();
    private bool AsksForWorkloads => Wanted.Length >= 2;

    /// <summary>What stands in the box, to the letter: a box that is told something else than what was typed swallows what is typed meanwhile.</summary>
    public string Term { get; private set; } = "";
    public int Chosen { get; private set; }
    public IReadOnlyList<PaletteItem> Matches { get; private set; } = [];
    public PaletteItem? Current => Chosen < Matches.Count ? Matches[Chosen] : null;

    public override Task RunAsync(CancellationToken ct)
    {
        running = ct;
        return Task.CompletedTask;
    }

    public void Offer(IEnumerable<PaletteItem> items)
    {
        fixedItems.AddRange(items);
        Match();
    }

    /// <summary>Reads the names of the sites; what cannot be read now is simply not found.</summary>
    public async Task Load()
    {
        var chinese = CultureInfo.CurrentUICulture.Name == PortalLanguages.Chinese;
        await foreach (var state in fleet.WatchAsync(running))
        {
            sites = state.Value?.Select(s => PaletteItem.Of(s, chinese)).ToList() ?? [];
            break;
        }
        Match();
        Redraw();
    }

    public async Task Search(string? term)
    {
        Term = term ?? "";
        Chosen = 0;
        var turn = ++asked;
        Match();
        if (!AsksForWorkloads)
            return;
        var page = await workloads.ListAsync(new(Search: Wanted, PageSize: Shown), running);
        if (turn != asked)
            return;
        found = page.Value?.Items.Select(PaletteItem.Of).ToList() ?? [];
        Match();
    }

    public void Move(int by)
    {
        if (Matches.Count > 0)
            Chosen = (Chosen + by + Matches.Count) % Matches.Count;
    }

    public void Clear()
    {
        Term = "";
        Chosen = 0;
        found = [];
        Match();
    }

    private void Match() =>
        Matches = [.. fixedItems.Concat(sites).Where(i => i.Answers(Wanted)).Concat(AsksForWorkloads ? found : []).Take(Shown)];
}

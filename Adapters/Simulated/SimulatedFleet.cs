using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading;

namespace ComputeNet.Adapters.Simulated;

/// <summary>The sites of the demonstration fleet, or as many invented ones as somebody wants.</summary>
public static class SimulatedFleet
{
    /// <summary>Their pools join gangs: nothing really runs there, so no network between the pools can be missing.</summary>
    public static IReadOnlyList<SimulatedSite> Of(DemonstrationFleet fleet) =>
        [.. fleet.Sites.Select(site => new SimulatedSite(site, [.. fleet.PoolsOf(site).Select(pool => pool with { JoinsGangs = true })]))];

    /// <summary>From a folder of the world's schema; its faults come as one exception.</summary>
    public static IReadOnlyList<SimulatedSite> Load(string folder) => Of(DemonstrationFleetLoader.Load(folder, WorldLoader.Load(folder).OrThrow()).OrThrow());

    /// <summary>
    /// Sites <c>sim-0001</c> …, each with a pool of 16–64 CUDA or Ascend devices; in every second one they sit in machines of eight. The centre knows them only
    /// if it is told of them (its <c>OwnSites</c>): for load and for trouble, not for a map.
    /// </summary>
    public static IReadOnlyList<SimulatedSite> Invent(int count, int seed = 1) => [.. Enumerable.Range(1, count).Select(number => Invented(number, seed))];

    private static SimulatedSite Invented(int number, int seed)
    {
        var id = new SiteId(string.Create(CultureInfo.InvariantCulture, $"sim-{number:0000}"));
        var draw = new SimulatedDraw(seed, id.Value);
        var machines = 2 + (int)(draw.Number("machines") * 7);
        var isCuda = draw.Happens("cuda", 0.5);
        var assumed = Provenance.Assumed("invented");
        var pool = new PoolDeclaration(
            new PoolId($"{id}.main"), "main", isCuda ? Architecture.Cuda : Architecture.Ascend, new(isCuda ? "nvidia-a100-sxm4-80gb" : "huawei-ascend-910b"), machines * 8, assumed, 65536,
            Money.Yuan(Math.Round((decimal)draw.Between("price", 4, 20), 2)), assumed, 400, assumed);
        return new(id, [number % 2 == 0 ? pool with { Nodes = [.. Enumerable.Range(1, machines).Select(m => new SiteNode(string.Create(CultureInfo.InvariantCulture, $"n{m:00}"), 8, 96_000, 1_048_576))] } : pool]);
    }
}

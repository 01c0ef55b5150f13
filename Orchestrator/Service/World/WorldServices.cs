using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading;

namespace ComputeNet.Service.World;

/// <summary>The catalogue that a process works with: the shipped one (or another folder), and the own sites.</summary>
public static class WorldServices
{
    /// <exception cref="WorldDataException">The folder's files are wrong; the message lists every fault with file, line and column.</exception>
    public static WorldCatalogue Load(OrchestratorOptions options)
    {
        var shipped = WorldLoader.Load(options.WorldFolder ?? WorldLocator.DefaultFolder).OrThrow();
        return shipped.WithSites(options.OwnSites.Select(s => s.FactsIn(shipped)));
    }

    private static WorldCatalogue WithSites(this WorldCatalogue world, IEnumerable<SiteFacts> sites)
    {
        var all = new KnownSites(world.Sites.Values);
        all.Add(sites);
        return new WorldCatalogue
        {
            Sources = world.Sources,
            Regions = world.Regions,
            Places = world.Places,
            Sites = all,
            Accelerators = world.Accelerators,
            Prices = world.Prices,
            MeasuredMilliseconds = world.MeasuredMilliseconds,
            ExchangeRates = world.ExchangeRates,
            Hubs = world.Hubs,
        };
    }
}

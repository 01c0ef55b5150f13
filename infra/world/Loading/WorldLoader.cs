using System.Collections.Frozen;
using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading.Files;

namespace ComputeNet.World.Loading;

/// <summary>Reads a folder of CSV files (schema: <c>infra/world/README.md</c>) into a catalogue, or into every fault that the files have.</summary>
public static class WorldLoader
{
    public static Loaded<WorldCatalogue> Load(string folder)
    {
        var faults = new FaultList();
        var sources = SourcesFile.Read(folder, faults);
        var rates = ExchangeRatesFile.Read(folder, faults);
        var profiles = CarbonProfilesFile.Read(folder, faults);
        var regions = RegionsFile.Read(folder, sources, profiles, faults);
        var places = PlacesFile.Read(folder, sources, regions, faults);
        var sites = SitesFile.Read(folder, sources, regions, places, faults);
        var capacities = CapacitiesFile.Read(folder, sources, sites, faults);
        var accelerators = AcceleratorsFile.Read(folder, sources, faults);
        var catalogue = new WorldCatalogue
        {
            Sources = sources.ToFrozenDictionary(),
            Regions = regions.ToFrozenDictionary(),
            Places = places.ToFrozenDictionary(),
            Sites = sites.ToFrozenDictionary(s => s.Key, s => s.Value with { Capacities = [.. capacities[s.Key]] }),
            Accelerators = accelerators.ToFrozenDictionary(),
            Prices = PricesFile.Read(folder, sources, sites, accelerators, rates, faults).ToFrozenDictionary(),
            MeasuredMilliseconds = LatencyFile.Read(folder, sources, places, sites, faults).ToFrozenDictionary(),
            ExchangeRates = rates.ToFrozenDictionary(),
            Hubs = [.. HubsFile.Read(folder, sources, places, faults).Values],
        };
        return faults.Count == 0 ? new Loaded<WorldCatalogue>(catalogue, []) : new Loaded<WorldCatalogue>(null, faults.Sorted());
    }
}

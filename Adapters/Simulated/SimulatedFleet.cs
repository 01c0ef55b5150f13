using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading;

namespace ComputeNet.Adapters.Simulated;

/// <summary>The sites of the demonstration fleet.</summary>
public static class SimulatedFleet
{
    /// <summary>Their pools join gangs: nothing really runs there, so no network between the pools can be missing.</summary>
    public static IReadOnlyList<SimulatedSite> Of(DemonstrationFleet fleet) =>
        [.. fleet.Sites.Select(site => new SimulatedSite(site, [.. fleet.PoolsOf(site).Select(pool => pool with { JoinsGangs = true })]))];

    /// <summary>From a folder of the world's schema; its faults come as one exception.</summary>
    public static IReadOnlyList<SimulatedSite> Load(string folder) => Of(DemonstrationFleetLoader.Load(folder, WorldLoader.Load(folder).OrThrow()).OrThrow());
}

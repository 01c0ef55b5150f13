using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading;

namespace ComputeNet.Orchestrator.Tests.World;

/// <summary>The catalogue that the product ships, read once for all tests.</summary>
internal static class ShippedWorld
{
    public static WorldCatalogue Catalogue { get; } = WorldLoader.Load(WorldLocator.DefaultFolder).OrThrow();
    public static DemonstrationFleet Fleet { get; } = DemonstrationFleetLoader.Load(WorldLocator.DefaultFolder, Catalogue).OrThrow();
}

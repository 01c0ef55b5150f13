using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading.Files;

namespace ComputeNet.World.Loading;

/// <summary>Reads the demonstration fleet against a catalogue, or answers every fault of its files.</summary>
public static class DemonstrationFleetLoader
{
    public static Loaded<DemonstrationFleet> Load(string folder, WorldCatalogue world)
    {
        var faults = new FaultList();
        var pools = DemonstrationNodesFile.Read(folder, DemonstrationFleetFile.Read(folder, world, faults), faults);
        return faults.Count == 0 ? new Loaded<DemonstrationFleet>(new DemonstrationFleet([.. pools.Values]), []) : new Loaded<DemonstrationFleet>(null, faults.Sorted());
    }
}

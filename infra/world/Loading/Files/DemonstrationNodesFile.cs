using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

/// <summary>The invented machines of some pools of the demonstration fleet: equal ones, that add up to the pool, and how their devices are shared.</summary>
internal static class DemonstrationNodesFile
{
    private static readonly string[] Columns = ["pool", "devices_per_node", "milli_cores", "memory_mebibytes", "islands_per_node", "sharing", "templates", "basis"];

    /// <summary>The fleet with machines where the file has any.</summary>
    public static IReadOnlyDictionary<PoolId, DemonstrationPool> Read(string folder, IReadOnlyDictionary<PoolId, DemonstrationPool> fleet, FaultList faults)
    {
        var told = Keyed.By(CsvTable.Read(folder, "fleet/demonstration-nodes.csv", Columns, faults), "pool", row => ReadRow(row, fleet), pool => pool.Id);
        return fleet.ToDictionary(p => p.Key, p => told.TryGetValue(p.Key, out var declaration) ? p.Value with { Declaration = declaration } : p.Value);
    }

    private static PoolDeclaration ReadRow(CsvRow row, IReadOnlyDictionary<PoolId, DemonstrationPool> fleet)
    {
        var id = row.Reference("pool", fleet);
        var each = row.Whole("devices_per_node", 1, SiteNode.MostDevices);
        var node = new SiteNode("", each, row.Whole("milli_cores", 0, int.MaxValue), row.Whole("memory_mebibytes", 0, int.MaxValue));
        var islands = row.Whole("islands_per_node", 1, each);
        var sharing = new DeviceSharing(row.Word<DeviceIsolation>("sharing"), Templates(row));
        if (row.Word<Basis>("basis") != Basis.Assumed) row.Fault("basis", "must be 'assumed': nobody stated these machines");
        if (row.IsSound && fleet[id].Declaration.Devices % each != 0) row.Fault("devices_per_node", $"does not divide the pool's {fleet[id].Declaration.Devices} devices");
        if (row.IsSound && each % islands != 0) row.Fault("islands_per_node", $"does not divide {each} devices");
        if (row.IsSound && sharing.Templates is null == (sharing.Offers == DeviceIsolation.HardwarePartition)) row.Fault("templates", "must be given exactly where hardware cuts devices");
        if (!row.IsSound) return new PoolDeclaration(id, "", default, default, 0, Provenance.Unknown, null, null, Provenance.Unknown, null, Provenance.Unknown);

        var pool = fleet[id].Declaration;
        return pool with
        {
            DevicesProvenance = pool.DevicesProvenance with { Source = $"{pool.DevicesProvenance.Source}; machines of {each.ToString(CultureInfo.InvariantCulture)} devices and the way they are shared are assumed" },
            Sharing = sharing,
            Nodes =
            [
                .. Enumerable.Range(1, pool.Devices / each).Select(n => node with
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"node-{n:000}"),
                    Islands = islands == 1 ? null : [.. Enumerable.Range(0, each).Select(d => d * islands / each)],
                }),
            ],
        };
    }

    /// <summary>Milli-devices, separated by spaces; null when blank.</summary>
    private static IReadOnlyList<int>? Templates(CsvRow row)
    {
        if (row.OptionalText("templates") is not { } text) return null;
        var templates = text.Split(' ').Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var milli) && milli is > 0 and <= 1000 ? milli : 0).ToList();
        if (templates.Contains(0)) row.Fault("templates", "are not whole numbers of 1–1000 milli-devices, separated by spaces");
        return templates;
    }
}

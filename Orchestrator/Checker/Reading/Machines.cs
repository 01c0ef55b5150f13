namespace ComputeNet.Checker.Reading;

/// <summary>A node of a pool: its devices by island, its processors and memory.</summary>
internal sealed record Machine(string Id, int Devices, int MilliCores, int MemoryMebibytes, IReadOnlyList<int>? Islands)
{
    internal const int MostDevices = 256;

    internal bool IsSound => Devices is > 0 and <= MostDevices && MilliCores >= 0 && MemoryMebibytes >= 0 && (Islands is null || Islands.Count == Devices);

    internal static Machine Read(Node node)
    {
        node.KnowingOnly("id", "devices", "milliCores", "memoryMebibytes", "islands");
        return new Machine(
            node["id"].Text(), node["devices"].Count(), node["milliCores"].Count(), node["memoryMebibytes"].Count(), node.Find("islands")?.Items().Select(i => i.Count()).ToList());
    }
}

/// <summary>How devices are shared: rank of the separation (software, hardware partition, not at all), and what hardware cuts.</summary>
internal sealed record Split(int Offers, IReadOnlyList<int> Templates)
{
    internal const int Software = 0;
    internal const int Partition = 1;
    internal const int Exclusive = 2;
    private static readonly string[] Words = ["softwareShared", "hardwarePartition", "exclusive"];

    internal static Split Read(Node node)
    {
        node.KnowingOnly("offers", "templates");
        return new Split(Rank(node["offers"]), [.. node.List("templates").Select(t => t.Count())]);
    }

    internal static int Rank(Node node) => Array.IndexOf(Words, node.Text()) is >= 0 and var rank ? rank : throw new UnreadableException(node.Path, node.Text(), "a separation that the checker knows");
}

/// <summary>Where one member sits, and what it takes there.</summary>
internal sealed record Sitting(string Node, IReadOnlyList<int> Devices, int MilliPerDevice, int RoundedUpBy, int? MebibytesPerDevice, int MilliCores, int MemoryMebibytes, string Path)
{
    internal static Sitting Read(Node node)
    {
        node.KnowingOnly("node", "devices", "milliPerDevice", "roundedUpBy", "mebibytesPerDevice", "milliCores", "memoryMebibytes");
        return new Sitting(
            node["node"].Text(), [.. node["devices"].Items().Select(d => d.Count())], node["milliPerDevice"].Count(), node["roundedUpBy"].Count(),
            node.Find("mebibytesPerDevice")?.Count(), node["milliCores"].Count(), node["memoryMebibytes"].Count(), node.Path);
    }
}

/// <summary>Who sits in the pool now; without seats nobody knows where.</summary>
internal sealed record Seated(string Workload, bool ReservedNothing, int Devices, IReadOnlyList<Sitting>? Seats)
{
    internal const string BestEffort = "bestEffort";

    internal static Seated Read(Node node)
    {
        node.KnowingOnly("workload", "class", "priority", "since", "devices", "seats");
        return new Seated(node["workload"].Text(), node["class"].Text() == BestEffort, node["devices"].Count(), node.Find("seats")?.Items().Select(Sitting.Read).ToList());
    }
}

using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>Nodes with devices of one model, as one pool.</summary>
/// <param name="Kind">The resource and type by which jobs ask for the devices; null: processor cores.</param>
/// <param name="Partition">Where its jobs go when nothing else is told.</param>
public sealed record SlurmPool(PoolId Id, SlurmGres? Kind, Architecture Architecture, AcceleratorModelId Model, string Partition, IReadOnlyList<SlurmNode> Nodes)
{
    public int Devices => Nodes.Sum(DevicesOf);

    public int LargestNode => Nodes.Max(DevicesOf);

    public int DevicesOf(SlurmNode node) => Kind is null ? node.Cpus : node.Devices.Where(g => g.Kind == Kind.Kind).Sum(g => g.Count);

    public int UsedOf(SlurmNode node) => Kind is null ? node.UsedCpus : node.Used.Where(g => g.Kind == Kind.Kind).Sum(g => g.Count);
}

/// <summary>From nodes and partitions to pools: by generic resource and type; nodes without any are processor cores. Pure.</summary>
public static class SlurmInventory
{
    private static readonly AcceleratorModelId Core = new("cpu-core");

    public static IReadOnlyList<SlurmPool> Pools(IReadOnlyList<SlurmNode> nodes, IReadOnlyList<SlurmPartition> partitions, SlurmOptions options)
    {
        var open = partitions.Where(p => p.IsUp && (options.Partitions.Count == 0 || options.Partitions.Contains(p.Name))).OrderByDescending(p => p.Tier).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        var shares =
            from node in nodes
            where open.Any(p => node.Partitions.Contains(p.Name))
            from kind in KindsOf(node, options)
            select (Node: node, Kind: kind);
        return
        [
            .. from share in shares
               group share.Node by share.Kind into pool
               let model = pool.Key is null ? Core : ModelOf(pool.Key, options)
               let id = new PoolId($"{options.Site}.{(pool.Key is null ? "cpu" : model.Value)}")
               let all = pool.OrderBy(n => n.Name, StringComparer.Ordinal).ToList()
               // A partition that has all of the nodes, if there is one: else jobs would never come to some of them.
               let partition = options.Pools.GetValueOrDefault(id)?.Partition
                   ?? (open.FirstOrDefault(p => all.TrueForAll(n => n.Partitions.Contains(p.Name))) ?? open.First(p => all.Exists(n => n.Partitions.Contains(p.Name)))).Name
               orderby id.Value
               select new SlurmPool(id, pool.Key, pool.Key is null ? Architecture.Cpu : options.Resources[pool.Key.Name], model, partition, [.. all.Where(n => n.Partitions.Contains(partition))]) into found
               where found.Devices > 0
               group found by found.Id into same
               // Two types that mean one model: the first stands for it, the others' words would have to be asked for separately.
               select same.First(),
        ];
    }

    public static SiteInventory Inventory(IReadOnlyList<SlurmPool> pools, SlurmOptions options, SlurmDialect dialect, DateTimeOffset now) =>
        new(AgentVersion.Of<SlurmOptions>("slurm"), IsSimulated: false, now, [.. pools.Select(p => Declare(p, options))])
        {
            Capabilities = new([]) { Scheduler = "slurm", SchedulerVersion = dialect.Release },
        };

    private static PoolDeclaration Declare(SlurmPool pool, SlurmOptions options)
    {
        var said = options.Pools.GetValueOrDefault(pool.Id);
        var configured = Provenance.Assumed("this site's own configuration");
        return new(
            pool.Id, pool.Kind is null ? $"CPU cores of {pool.Partition}" : $"{pool.Kind.Kind} of {pool.Partition}", pool.Architecture, pool.Model, pool.Devices,
            new(Basis.Stated, "slurm.conf of the cluster, told by slurmctld"), null,
            said?.PricePerDeviceHour, said?.PricePerDeviceHour is null ? Provenance.Unknown : configured,
            said?.WattsPerDevice, said?.WattsPerDevice is null ? Provenance.Unknown : configured)
        {
            Isolation = Isolation.Process,
        };
    }

    private static IEnumerable<SlurmGres?> KindsOf(SlurmNode node, SlurmOptions options)
    {
        var known = node.Devices.Where(g => g.Count > 0 && options.Resources.ContainsKey(g.Name)).Select(g => g with { Count = 0 }).Distinct().ToList();
        if (known.Count > 0)
            return known;
        return options.OffersProcessors && node.Devices.All(g => g.Count == 0) && node.Cpus > 0 ? [null] : [];
    }

    /// <summary>
    /// As configured; else the catalogue's, where the type is clearly one of its models (<c>nvidia_h100_80gb_hbm3</c> as NVML names it, <c>l40s</c>, <c>ascend910b</c>);
    /// else the site's own word.
    /// </summary>
    private static AcceleratorModelId ModelOf(SlurmGres kind, SlurmOptions options)
    {
        if (options.Models.TryGetValue(kind.Kind, out var told))
            return told;
        var name = (kind.Type ?? "").Replace('_', ' ');
        var known = options.Resources[kind.Name] == Architecture.Ascend
            ? DeviceNames.OfAscend(name.Replace("ascend", "", StringComparison.OrdinalIgnoreCase).ToUpperInvariant())
            : DeviceNames.OfNvidia(name);
        return known ?? new(string.Join('-', new string([.. kind.Kind.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }
}

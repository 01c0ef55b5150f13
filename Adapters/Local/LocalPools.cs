using System.Globalization;
using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Adapters.Local;

/// <summary>A pool of this machine: its cores, or its accelerators of one model with the cores that are kept for them.</summary>
/// <param name="Id">The site's own.</param>
/// <param name="Name">For people.</param>
/// <param name="Architecture">What runs here.</param>
/// <param name="Model">In the catalogue's words, else the vendor's.</param>
/// <param name="Cores">The kernel's numbers of the cores that jobs of this pool run on.</param>
/// <param name="Accelerators">The vendor's numbers; empty in the pool of cores.</param>
/// <param name="DeviceMebibytes">Memory of an accelerator; null is unknown.</param>
public sealed record LocalPool(
    PoolId Id, string Name, Architecture Architecture, AcceleratorModelId Model, IReadOnlyList<int> Cores, IReadOnlyList<int> Accelerators, long? DeviceMebibytes)
{
    public bool IsOfCores => Architecture == Architecture.Cpu;

    /// <summary>The numbers of what is given out here: cores or accelerators, by their place in the pool.</summary>
    public IReadOnlyList<int> Devices => IsOfCores ? Cores : Accelerators;

    /// <summary>Cores of one member: what it gets as devices, or beside them.</summary>
    public int CoresOf(Variant variant) => IsOfCores ? variant.DevicesPerMember : Math.Max(1, ((variant.MilliCoresPerMember ?? 0) + 999) / 1000);
}

/// <summary>How a machine is cut into pools. Pure.</summary>
public static class LocalPools
{
    /// <summary>The one node of each pool.</summary>
    public const string NodeName = "this-machine";

    /// <summary>
    /// One pool of cores, and one for each model of accelerators. A program needs a core to drive its accelerator, so a core for each of them is kept back, at
    /// most half of the machine's. A device that its owner cut into partitions is left to its owner.
    /// </summary>
    public static IReadOnlyList<LocalPool> Of(SiteId site, IReadOnlyList<int> cores, IReadOnlyList<SensedDevice> sensed)
    {
        var whole = sensed.Where(d => d.Partitions.Count == 0).ToList();
        var kept = Math.Min(whole.Count, cores.Count / 2);
        IReadOnlyList<int> driving = kept == 0 ? cores : [.. cores.TakeLast(kept)];
        return
        [
            new(new($"{site}.cpu"), "CPU cores of this machine", Architecture.Cpu, new("cpu-core"), [.. cores.SkipLast(kept)], [], null),
            .. whole.GroupBy(d => (d.Architecture, Model: d.Model ?? Unlisted(d.Name), d.MemoryMebibytes)).GroupBy(g => g.Key.Model).SelectMany(sizes => sizes.Select((g, size) => new LocalPool(
                new($"{site}.{g.Key.Model}{(size == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{g.Key.MemoryMebibytes}"))}"),
                $"{g.First().Name} of this machine", g.Key.Architecture, g.Key.Model, driving, [.. g.Select(d => d.Number).Order()], g.Key.MemoryMebibytes))),
        ];
    }

    /// <summary>The variable by which a vendor's runtime learns which devices are the process's own.</summary>
    public static string? VisibleDevices(Architecture architecture) => architecture switch
    {
        _ when architecture == Architecture.Cuda => "CUDA_VISIBLE_DEVICES",
        _ when architecture == Architecture.Ascend => "ASCEND_RT_VISIBLE_DEVICES",
        _ => null,
    };

    /// <summary>The vendor's name as an id, for a model that the catalogue does not have: <c>nvidia-geforce-rtx-3060</c>.</summary>
    private static AcceleratorModelId Unlisted(string name)
    {
        var id = string.Join('-', new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new(id.Length == 0 ? "unnamed" : id[..Math.Min(id.Length, 60)]);
    }
}

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>What this cluster can never run, told before anything is submitted. Pure.</summary>
public static class SlurmVeto
{
    public static Refusal? Of(JobOrder order, SlurmPool? pool, SlurmShape? shape, IReadOnlyList<SlurmPartition> partitions, SlurmOptions options)
    {
        if (pool is null)
            return Refusal.Because("pool-unknown", ("pool", order.Pool), ("site", options.Site));
        var (each, all) = (order.Variant.DevicesPerMember, (long)order.GangMembers * order.Variant.DevicesPerMember);
        var (lane, minutes) = (SlurmMapping.LaneOf(order, pool, options), SlurmMapping.MinutesOf(order));
        var partition = partitions.FirstOrDefault(p => p.Name == lane.Partition);
        return order switch
        {
            { Parts.Count: > 1 } => Refusal.Because("gang-over-pools-not-supported", ("pools", string.Join(' ', order.Parts.Select(p => p.Pool)))),
            _ when order.Variant.Architecture != pool.Architecture =>
                Refusal.Because("architecture-mismatch", ("pool", pool.Id), ("poolArchitecture", pool.Architecture), ("orderedArchitecture", order.Variant.Architecture)),
            _ when all > pool.Devices => Refusal.Because("not-enough-devices", ("needDevices", all), ("devices", pool.Devices)),
            _ when each > pool.LargestNode => Refusal.Because("node-too-small", ("needDevices", each), ("largestNodeDevices", pool.LargestNode)),
            _ when shape is null => Refusal.Because("gang-not-even", ("gangMembers", order.GangMembers), ("devicesPerMember", each), ("nodes", pool.Nodes.Count), ("largestNodeDevices", pool.LargestNode)),
            _ when partition is null => Refusal.Because("partition-missing", ("partition", lane.Partition)),
            // Slurm would take it, and let it wait for ever.
            _ when partition.MostMinutes is { } most && minutes > most => Refusal.Because("time-limit-too-long", ("limitMinutes", minutes), ("mostMinutes", most), ("partition", partition.Name)),
            _ => Unspeakable(order),
        };
    }

    private static Refusal? Unspeakable(JobOrder order)
    {
        if (order.Variant.Command.Count == 0)
            return Refusal.Because("command-empty");
        if (order.Variant.Command.Any(word => word.Contains('\0', StringComparison.Ordinal)))
            return Refusal.Because("command-not-text", ("field", "command"));
        var variable = order.Variant.Environment.Where(v => v.Key.Length == 0 || v.Key.Contains('=', StringComparison.Ordinal) || v.Value.Contains('\0', StringComparison.Ordinal)).Select(v => v.Key).FirstOrDefault();
        return variable is null ? null : Refusal.Because("environment-not-valid", ("name", variable));
    }
}

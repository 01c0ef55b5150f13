using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>What this cluster can never run, told before anything is made in it. Pure.</summary>
public static class KubernetesVeto
{
    public const string GangNotSupported = "gang-not-supported";

    public static Refusal? Of(JobOrder order, IReadOnlyList<ClusterPool> pools, GangSupport? gangs, KubernetesOptions options)
    {
        if (pools.FirstOrDefault(p => p.Id == order.Pool) is not { } pool)
            return Refusal.Because("pool-unknown", ("pool", order.Pool), ("site", options.Site));
        var (each, all) = (order.Variant.DevicesPerMember, (long)order.GangMembers * order.Variant.DevicesPerMember);
        var largest = pool.Nodes.Max(n => n.Devices);
        var image = ImageOf(order, options);
        return order switch
        {
            { Parts.Count: > 1 } => Refusal.Because("gang-over-pools-not-supported", ("pools", string.Join(' ', order.Parts.Select(p => p.Pool)))),
            _ when order.Variant.Architecture != pool.Resource.Architecture =>
                Refusal.Because("architecture-mismatch", ("pool", pool.Id), ("poolArchitecture", pool.Resource.Architecture), ("orderedArchitecture", order.Variant.Architecture)),
            _ when all > pool.Devices => Refusal.Because("not-enough-devices", ("needDevices", all), ("devices", pool.Devices)),
            // A pod is on one node.
            _ when each > largest => Refusal.Because("node-too-small", ("needDevices", each), ("largestNodeDevices", largest)),
            { GangMembers: > 1 } when gangs is null && !options.GangsMayStartPartly =>
                Refusal.Because(GangNotSupported, ("gangMembers", order.GangMembers), ("looked", "kueue volcano podgroup")),
            { Checkpoint: not null } when options.CheckpointClaim is null => Refusal.Because("checkpoint-storage-missing", ("pool", pool.Id)),
            _ when image is null => Refusal.Because("image-missing", ("architecture", order.Variant.Architecture)),
            _ when options.AllowedImages.Count > 0 && !options.AllowedImages.Any(a => image.StartsWith(a, StringComparison.Ordinal)) =>
                Refusal.Because("image-not-allowed", ("image", image), ("allowed", string.Join(' ', options.AllowedImages))),
            _ => Unspeakable(order),
        };
    }

    public static string? ImageOf(JobOrder order, KubernetesOptions options) => order.Variant.Image ?? options.Images.GetValueOrDefault(order.Variant.Architecture);

    /// <summary>A process's arguments and environment end at U+0000; the API would take it, and the kubelet would fail.</summary>
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

using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>What of Kueue, Volcano and the scheduler's own PodGroup a cluster has: asked of its discovery, never assumed.</summary>
public static class KubernetesGangs
{
    public const string KueueGroup = "kueue.x-k8s.io";
    public const string VolcanoGroup = "scheduling.volcano.sh";
    public const string NativeGroup = "scheduling.k8s.io";

    /// <summary>
    /// Kueue where a queue is named for it (and its absence is then trouble: jobs would stay suspended for ever), else Volcano, else the native one; null
    /// when there is none.
    /// </summary>
    public static async Task<GangSupport?> DiscoverAsync(KubernetesClient client, KubernetesOptions options, CancellationToken ct)
    {
        if (options.KueueQueue is { } queue)
            return await client.VersionsOfAsync(KueueGroup, "workloads", ct) is [var kueue, ..]
                ? new(GangKeeper.Kueue, KueueGroup, kueue)
                : throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("kueue-missing", ("queue", queue), ("group", KueueGroup)));
        if (await client.VersionsOfAsync(VolcanoGroup, "podgroups", ct) is [var volcano, ..])
            return new(GangKeeper.Volcano, VolcanoGroup, volcano);
        return await client.VersionsOfAsync(NativeGroup, "podgroups", ct) is [var native, ..] ? new(GangKeeper.Native, NativeGroup, native) : null;
    }
}

using System.Globalization;
using ComputeNet.Contracts.Sites;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>What a member's container asks for. Pure.</summary>
public static class KubernetesResources
{
    private const int Whole = 1000;

    public static V1ResourceRequirements Of(JobOrder order, ClusterPool pool)
    {
        var limits = Devices(order, pool).ToDictionary(r => r.Name, r => new ResourceQuantity(r.Amount));
        var requests = new Dictionary<string, ResourceQuantity>(limits);
        if (order.Variant.MemoryLimitMebibytes is { } memory)
            limits["memory"] = requests["memory"] = new($"{memory}Mi");
        // A limit would throttle a member that finds the node idle; the request is what it is sure of.
        if (order.Variant.MilliCoresPerMember is { } cores and > 0)
            requests["cpu"] = new($"{cores}m");
        return new() { Limits = limits, Requests = requests };
    }

    /// <summary>
    /// Whole devices by their resource; a share as HAMi takes it (so many devices, of each so many MiB and per cent), or as the smallest template that
    /// holds it. Where devices are not shared, who asks for a share gets, and pays, whole ones.
    /// </summary>
    private static IEnumerable<(string Name, string Amount)> Devices(JobOrder order, ClusterPool pool)
    {
        var count = order.Variant.DevicesPerMember.ToString(CultureInfo.InvariantCulture);
        var seat = order.Seats?.FirstOrDefault();
        var milli = Math.Min(seat?.MilliPerDevice ?? order.Variant.MilliPerDevice ?? Whole, Whole);
        if (milli < Whole && pool.Resource.Templates?.Where(t => t.Key >= milli).OrderBy(t => t.Key).FirstOrDefault() is { Value: { } cut })
            return [(cut, count)];
        if (!pool.Resource.SharesByFraction)
            return [(pool.Resource.Name, count)];
        List<(string, string)> asked = [(pool.Resource.Name, count)];
        var mebibytes = seat?.MebibytesPerDevice ?? (milli < Whole ? order.Variant.DeviceMemoryMebibytes : null) ?? pool.MemoryMebibytes * milli / Whole;
        if (mebibytes is { } of)
            asked.Add((pool.Resource.MemoryResource!, of.ToString(CultureInfo.InvariantCulture)));
        if (pool.Resource.CoreResource is { } cores)
            asked.Add((cores, ((milli + 9) / 10).ToString(CultureInfo.InvariantCulture)));
        return asked;
    }
}

using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Slurm;

/// <summary>What the site's own users occupy, which nodes take nothing new or cannot be used, and what the vendors' tools say where the adapter runs on a node. Pure.</summary>
public static class SlurmTelemetry
{
    public static IReadOnlyList<PoolTelemetry> Of(IReadOnlyList<SlurmPool> pools, IReadOnlyList<SlurmJob> jobs, IReadOnlyList<SlurmJob> ours, Sensed sensed, string machine) =>
        [.. pools.Select(pool => Of(pool, jobs, ours, sensed, machine))];

    private static PoolTelemetry Of(SlurmPool pool, IReadOnlyList<SlurmJob> jobs, IReadOnlyList<SlurmJob> ours, Sensed sensed, string machine)
    {
        // What runs on a node that drains or is sick is counted there, whoever's it is: no device is counted twice.
        var usable = pool.Nodes.Where(n => !n.IsSick && !n.IsDraining).ToList();
        var names = usable.Select(n => n.Name).ToHashSet();
        var used = usable.Sum(pool.UsedOf);
        var own = ours.Where(j => j.HoldsNodes).Sum(j => ShareOf(j, pool, names));
        return new(pool.Id, Math.Clamp(used - own, 0, pool.Devices), pool.Nodes.Where(n => n.IsDraining).Sum(pool.DevicesOf), pool.Nodes.Where(n => n.IsSick).Sum(pool.DevicesOf), DevicesOf(pool, sensed, machine));
    }

    /// <summary>How many of the pool's usable devices a job holds; its nodes share evenly, as we ask for them.</summary>
    private static int ShareOf(SlurmJob job, SlurmPool pool, HashSet<string> usable)
    {
        var nodes = SlurmHosts.Expand(job.Nodes);
        var here = nodes.Count(usable.Contains);
        var all = pool.Kind is null ? job.Cpus : job.Devices.GetValueOrDefault(pool.Kind.Name);
        return nodes.Count == 0 ? 0 : all * here / nodes.Count;
    }

    private static IReadOnlyList<DeviceTelemetry>? DevicesOf(SlurmPool pool, Sensed sensed, string machine)
    {
        var here = pool.Nodes.Where(n => n.HostName == machine).ToList();
        if (pool.Kind is null || here.Count != 1)
            return null;
        var devices = sensed.Devices.Where(d => d.Architecture == pool.Architecture).Select(d => d.ToTelemetry(here[0].Name)).ToList();
        return devices.Count > 0 ? devices : null;
    }
}

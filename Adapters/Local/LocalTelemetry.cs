using System.Globalization;
using System.Runtime.Versioning;
using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Local;

/// <summary>How busy this machine is, and how much of that is not ours. Not thread-safe: one reader.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LocalTelemetry(LocalGround ground, LocalSeats seats)
{
    /// <summary>A core that somebody else keeps busy for more than half of the time is not free, whatever the scheduler thinks.</summary>
    private const double Occupied = 0.5;

    /// <summary>Cores are shared in time, and who is busy on one moves on to another: the last one is slow at worst, never taken. A busy laptop still computes.</summary>
    private const int AlwaysShared = 1;

    private IReadOnlyDictionary<int, CoreTicks> before = new Dictionary<int, CoreTicks>();

    public async Task<SiteTelemetry> ReadAsync(DateTimeOffset now, CancellationToken ct)
    {
        var pools = await ground.PoolsAsync(ct);
        var ticks = CoreTicks.Parse(File.ReadLines("/proc/stat"));
        var sensed = pools.Any(p => !p.IsOfCores) ? await ground.SenseAsync(ct) : Sensed.Nothing;
        var held = seats.Held();
        var told = pools.Select(p => p.IsOfCores ? Cores(p, ticks, held) : Accelerators(p, sensed, held)).ToList();
        before = ticks;
        return new(now, told);
    }

    /// <summary>Between two readings; the first knows nothing yet.</summary>
    private PoolTelemetry Cores(LocalPool pool, IReadOnlyDictionary<int, CoreTicks> ticks, IReadOnlyList<HeldSeat> held)
    {
        var busy = pool.Cores.Select(core => before.TryGetValue(core, out var then) && ticks.TryGetValue(core, out var now) ? now.BusyShareSince(then) : null).ToList();
        var ours = held.SelectMany(h => h.Seat.Cores).ToHashSet();
        var others = busy.Where((b, i) => b > Occupied && !ours.Contains(pool.Cores[i])).Count();
        return new(pool.Id, busy.All(b => b is null) ? null : Math.Min(others, pool.Cores.Count - AlwaysShared), null, null,
            pool.Cores.Count > SiteNode.MostDevices ? null
                : [.. busy.Select((b, i) => new DeviceTelemetry(LocalPools.NodeName, i, b, null, null, null, null, null))]);
    }

    /// <summary>A device that no job of ours has and that some process holds belongs to somebody else. A tool that fails makes everything unknown, not free.</summary>
    private static PoolTelemetry Accelerators(LocalPool pool, Sensed sensed, IReadOnlyList<HeldSeat> held)
    {
        var devices = sensed.Devices.Where(d => d.Architecture == pool.Architecture && pool.Accelerators.Contains(d.Number)).ToList();
        if (devices.Count == 0)
            return new(pool.Id, null, null, null);
        var ours = held.Where(h => h.Pool == pool.Id).SelectMany(h => h.Seat.Accelerators ?? []).ToHashSet();
        return new(pool.Id, devices.Count(d => d.Processes.Count > 0 && !ours.Contains(d.Number)), null,
            devices.Count(d => d.IsHealthy == false) + pool.Accelerators.Count - devices.Count,
            [.. devices.Select(d => d.ToTelemetry(LocalPools.NodeName) with { Device = pool.Accelerators.ToList().IndexOf(d.Number) }).OrderBy(d => d.Device)]);
    }
}

/// <summary>What the kernel counts of one core, in clock ticks since boot.</summary>
public readonly record struct CoreTicks(long Busy, long All)
{
    /// <summary>Null when no time has passed.</summary>
    public double? BusyShareSince(CoreTicks then) => All > then.All ? Math.Clamp((Busy - then.Busy) / (double)(All - then.All), 0, 1) : null;

    /// <summary>
    /// By core. Raw sample: <c>cpu3 user nice system idle iowait irq softirq steal guest guest_nice</c>; guests are in user already. What a host takes away (steal) is
    /// not free.
    /// </summary>
    public static IReadOnlyDictionary<int, CoreTicks> Parse(IEnumerable<string> stat)
    {
        var cores = new Dictionary<int, CoreTicks>();
        foreach (var words in stat.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words.Length < 9 || !words[0].StartsWith("cpu", StringComparison.Ordinal) || !int.TryParse(words[0].AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var core))
                continue;
            var ticks = words[1..9].Select(w => long.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var all = ticks.Sum();
            cores[core] = new(all - ticks[3] - ticks[4], all);
        }
        return cores;
    }
}

using System.Runtime.Versioning;
using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Local;

/// <summary>
/// What this machine offers: its cores, and the accelerators that its vendors' tools know. Devices are looked for until the tools answer, then kept: from there on
/// telemetry says how they are. A driver in trouble costs its devices, never the site.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LocalGround(LocalOptions options, LocalMachine machine, DeviceSensor sensor, ILogger<LocalScheduler> logger)
{
    /// <summary>A hanging tool costs seconds, and every report waits for the inventory.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim looking = new(1);
    private IReadOnlyList<LocalPool>? pools;
    private bool isWhole;
    private long lookedAt;

    public LocalMachine Machine => machine;

    public async Task<IReadOnlyList<LocalPool>> PoolsAsync(CancellationToken ct)
    {
        await looking.WaitAsync(ct);
        try
        {
            if (pools is null || (!isWhole && options.Pace.Time.GetElapsedTime(lookedAt) > LookAgainAfter))
            {
                var sensed = await SenseAsync(ct);
                (isWhole, lookedAt) = (sensed.Trouble is null, options.Pace.Time.GetTimestamp());
                pools = LocalPools.Of(options.Site, machine.Cores, sensed.Devices);
            }
            return pools;
        }
        finally
        {
            looking.Release();
        }
    }

    public async Task<Sensed> SenseAsync(CancellationToken ct)
    {
        var sensed = await sensor.SenseAsync(ct);
        if (sensed.Trouble is { } trouble)
            logger.LogWarning("{Site}: a vendor's tool tells nothing of its devices: {Reason}.", options.Site, trouble);
        return sensed;
    }

    /// <summary>Null for a pool that this machine does not have (any more).</summary>
    public async Task<LocalPool?> FindAsync(PoolId id, CancellationToken ct) => (await PoolsAsync(ct)).FirstOrDefault(p => p.Id == id);
}

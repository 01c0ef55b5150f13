using ComputeNet.Contracts.Sites;
using ComputeNet.Domain.Pools;

namespace ComputeNet.Service.Sites.Sensing;

/// <summary>
/// A pool as it is sensed, with what its age makes of it: fresh it counts as it is, then a margin grows with every minute, and past a limit nothing new is placed on it.
/// The one law of what screens show and rounds plan on.
/// </summary>
public sealed record SensedPool(Pool Pool, PoolOffer? Offer, PoolSensed? Sensed, DateTimeOffset? SensedAt, TimeSpan? Age, int Margin, TimeSpan? LapsesIn)
{
    public static SensedPool Of(Pool pool, PoolOffer? offer, SensingDocument? sensing, OrchestratorOptions options, DateTimeOffset wallNow)
    {
        if (sensing?.Pools.FirstOrDefault(p => p.Pool == pool.PoolId) is not { } sensed)
            return new(pool, offer, null, null, null, 0, null);
        var age = wallNow > sensing.HeardAt ? wallNow - sensing.HeardAt : TimeSpan.Zero;
        var stale = Math.Max(0, (age - options.SensingFreshFor).TotalMinutes);
        // Who else came since is unknown; nobody comes to a pool of which no one else's use was ever told.
        var margin = sensed.Foreign is null ? 0 : (int)Math.Min(pool.Declaration.Devices, Math.Ceiling(pool.Declaration.Devices * options.SensingMarginPerMinute * stale));
        return new(pool, offer, sensed, sensing.ReceivedAt, age, margin, age < options.SensingLapsesAfter ? options.SensingLapsesAfter - age : TimeSpan.Zero);
    }

    /// <summary>Sick or draining, at most all; null where neither was sensed.</summary>
    public int? Unusable => Sensed is { Draining: null, Sick: null } or null ? null : (int)Math.Min(Pool.Declaration.Devices, (long)(Sensed.Draining ?? 0) + (Sensed.Sick ?? 0));

    /// <summary>What others hold now, the margin included; null where it was not sensed.</summary>
    public int? Foreign => Sensed?.Foreign is { } foreign ? (int)Math.Min(Pool.Declaration.Devices, (long)foreign + Margin) : null;

    /// <summary>The site's own cap and the operator's, whichever is lower; null: neither is set.</summary>
    public int? Cap => (Offer?.MostDevices, Pool.MostDevices) is ({ } site, { } network) ? Math.Min(site, network) : Offer?.MostDevices ?? Pool.MostDevices;

    /// <summary>
    /// Others' use hour by hour: what was sensed counts now and in the next hour; after that the declared day, and where there is none, what was sensed goes on.
    /// Null: none is known.
    /// </summary>
    public IReadOnlyList<int>? ForeignByHour(IReadOnlyList<int>? declared)
    {
        if (Foreign is not { } now)
            return declared;
        var later = declared ?? [.. Enumerable.Repeat(Math.Min(Pool.Declaration.Devices, Sensed!.Foreign!.Value), 24)];
        return [now, Math.Max(now, later[Math.Min(1, later.Count - 1)]), .. later.Skip(2)];
    }

    /// <summary>What a round would place on now, given what others are declared to use where nothing was sensed.</summary>
    public int Free(int declaredForeign)
    {
        var usable = Math.Max(0, (long)Pool.Declaration.Devices - (Unusable ?? 0) - (Foreign ?? declaredForeign));
        return (int)Math.Max(0, Math.Min(usable, Cap ?? long.MaxValue) - Pool.LeasedDevices);
    }
}

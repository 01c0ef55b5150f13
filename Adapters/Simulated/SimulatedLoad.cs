using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>What a site has at a moment, what it says that it has, and what its own users want of it. Pure: from seed, site and time.</summary>
public static class SimulatedLoad
{
    /// <summary>The pools as they really are: without what is taken out for the while.</summary>
    public static IReadOnlyList<PoolDeclaration> PoolsAt(SimulatedSite site, SimulatedOptions options, DateTimeOffset now) =>
        options.AbsentShare <= 0 ? site.Pools : [.. site.Pools.Select(p => Less(p, AbsentDevices(p, options, now)))];

    /// <summary>The pools as the site tells them.</summary>
    public static IReadOnlyList<PoolDeclaration> DeclaredAt(SimulatedSite site, SimulatedOptions options, DateTimeOffset now) =>
        SimulatedFaults.IsIn(SimulatedTrouble.Overstating, site.Id, options, now) ? [.. site.Pools.Select(p => More(p, options.OverstatedBy))] : PoolsAt(site, options, now);

    /// <summary>How many devices of a pool the site's own users would take if they could.</summary>
    public static int ForeignDevices(SimulatedSite site, PoolDeclaration pool, SimulatedOptions options, DateTimeOffset now)
    {
        var wanted = options.ForeignShare <= 0 ? 0 : options.ForeignShare * (Hourly(pool.Id, "foreign", options, now) + 0.5) * pool.Devices;
        if (options.ForeignTrace is { } trace)
            wanted += trace.DevicesAt(site.Id, pool.Id, pool.Id == site.Pools[0].Id, (now - options.ForeignTraceFrom).TotalSeconds * options.ForeignTraceSpeed);
        return (int)Math.Min(pool.Devices, wanted);
    }

    /// <summary>The site's standing offers, and for the other pools the price of the hour, where it swings.</summary>
    public static IReadOnlyList<PoolOffer> OffersAt(SimulatedSite site, SimulatedOptions options, DateTimeOffset now)
    {
        if (options.PriceSwing <= 0)
            return site.Offers;
        var hour = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
        return
        [
            .. site.Offers,
            .. site.Pools.Where(p => p.PricePerDeviceHour is not null && site.Offers.All(o => o.Pool != p.Id)).Select(p => new PoolOffer(p.Id, hour)
            {
                ValidUntil = hour.AddHours(1),
                PricePerDeviceHour = p.PricePerDeviceHour!.Value with
                {
                    Amount = Math.Round(p.PricePerDeviceHour.Value.Amount * (decimal)(1 + options.PriceSwing * (2 * Hourly(p.Id, "price", options, hour) - 1)), 4),
                },
            }),
        ];
    }

    /// <summary>How far the site's clock is off.</summary>
    public static TimeSpan SkewOf(SiteId site, SimulatedOptions options)
    {
        var draw = new SimulatedDraw(options.Seed, site.Value);
        return draw.Happens("skewed", options.SkewedShare) ? draw.Between("skew", -1, 1) * options.MostSkew : TimeSpan.Zero;
    }

    private static int AbsentDevices(PoolDeclaration pool, SimulatedOptions options, DateTimeOffset now)
    {
        // Each pool at its own moment, not all of them at once.
        var shifted = now.UtcTicks + (long)(new SimulatedDraw(options.Seed, pool.Id.Value).Number("absent") * options.AbsentFor.Ticks);
        var draw = new SimulatedDraw(options.Seed, string.Create(CultureInfo.InvariantCulture, $"{pool.Id}/absent/{shifted / options.AbsentFor.Ticks}"));
        return draw.Happens("any", 0.5) ? (int)(draw.Number("share") * options.AbsentShare * pool.Devices) : 0;
    }

    private static double Hourly(PoolId pool, string question, SimulatedOptions options, DateTimeOffset now) =>
        new SimulatedDraw(options.Seed, string.Create(CultureInfo.InvariantCulture, $"{pool}/{now.UtcTicks / TimeSpan.TicksPerHour}")).Number(question);

    /// <summary>Machines go as a whole, the last ones first; the first stays.</summary>
    private static PoolDeclaration Less(PoolDeclaration pool, int devices)
    {
        if (devices == 0)
            return pool;
        if (pool.Nodes is not { } nodes)
            return pool with { Devices = Math.Max(1, pool.Devices - devices) };
        var kept = nodes.ToList();
        while (kept.Count > 1 && nodes.Sum(n => n.Devices) - kept.Sum(n => n.Devices) < devices)
            kept.RemoveAt(kept.Count - 1);
        return pool with { Devices = kept.Sum(n => n.Devices), Nodes = kept };
    }

    /// <summary>Machines that are not there are told as copies of the first.</summary>
    private static PoolDeclaration More(PoolDeclaration pool, double factor)
    {
        var told = (int)Math.Min(1_000_000, pool.Devices * factor);
        if (pool.Nodes is not { } nodes)
            return pool with { Devices = told };
        var invented = Enumerable.Range(1, (told - pool.Devices) / nodes[0].Devices).Select(i => nodes[0] with { Id = $"invented-{i}" });
        IReadOnlyList<SiteNode> all = [.. nodes, .. invented];
        return pool with { Devices = all.Sum(n => n.Devices), Nodes = all };
    }
}

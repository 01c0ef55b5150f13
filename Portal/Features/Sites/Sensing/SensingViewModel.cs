using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Features.Sites.Sensing;

/// <summary>One stretch of a pool's bar: what it is, and how many devices.</summary>
public sealed record SensedPart(string Kind, int Devices, double Share);

/// <summary>What the brain plans on at a site: what exists, what is free as of when, what others hold, what is assumed, what is sick.</summary>
public sealed class SensingViewModel(ISites sites) : SiteSectionModel<SiteSensing>
{
    public int Free { get; private set; }
    public int Devices { get; private set; }

    protected override IAsyncEnumerable<Live<SiteSensing>> WatchAsync(SiteId site, CancellationToken ct) => sites.WatchSensingAsync(site, ct);

    protected override void Take(Live<SiteSensing> now) => (Free, Devices) = (now.Value?.Pools.Sum(p => p.Free) ?? 0, now.Value?.Pools.Sum(p => p.Devices) ?? 0);

    /// <summary>The devices side by side; what the figures leave over (a cap, a rounding) is held back.</summary>
    public static IReadOnlyList<SensedPart> PartsOf(PoolSensing pool)
    {
        var parts = new (string Kind, int Devices)[]
        {
            ("seen", pool.Seen), ("unseen", pool.Unseen), ("foreign", pool.Foreign ?? 0), ("margin", pool.ForeignMargin), ("draining", pool.Draining ?? 0), ("sick", pool.Sick ?? 0), ("free", pool.Free),
        };
        var whole = Math.Max(pool.Devices, parts.Sum(p => p.Devices));
        return whole == 0 ? [] : [.. parts.Append(("held", whole - parts.Sum(p => p.Devices))).Where(p => p.Item2 > 0).Select(p => new SensedPart(p.Item1, p.Item2, (double)p.Item2 / whole))];
    }
}

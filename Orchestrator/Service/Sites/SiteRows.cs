using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.World.Catalogue;

namespace ComputeNet.Service.Sites;

/// <summary>The row and the disc on the map of one site.</summary>
public static class SiteRows
{
    public static SiteSummary Of(
        SiteFacts facts, Site? site, IReadOnlyList<Pool> pools, WorldCatalogue world, SitePresence presence, DateTimeOffset now)
    {
        var offered = pools.Where(p => !p.IsWithdrawn).ToList();
        return new SiteSummary(
            facts.Id, facts.NameZh, facts.NameEn, facts.Kind, facts.Operator, facts.Region, facts.Country, facts.Location.Latitude, facts.Location.Longitude,
            StateOf(facts.Id, site, presence), site?.IsSimulated ?? false, presence.LastSightingAt(facts.Id),
            Architectures(facts, offered),
            offered.Count == 0 ? null : offered.Sum(p => p.Declaration.Devices),
            pools.Sum(p => p.LeasedDevices),
            facts.BuiltCapacity is { } built ? new Figure(built.Petaflops, built.Provenance) : null,
            LowestPrice(offered, world),
            world.Regions[facts.Region].GramsPerKilowattHour(now),
            world.PowerUsageEffectiveness(facts.Id),
            site?.Revision ?? 0)
        {
            Silence = SilenceOf(site, pools, presence, now),
        };
    }

    private static SiteSilence? SilenceOf(Site? site, IReadOnlyList<Pool> pools, SitePresence presence, DateTimeOffset now)
    {
        if (site is not { HasJoined: true })
            return null;
        var holds = pools.SelectMany(p => p.Leases).DistinctBy(l => l.Job).Count();
        var rung = site.IsLost ? holds > 0 ? SiteRung.Fenced : SiteRung.Evicted : presence.RungOf(site.SiteId);
        var unsteady = site.UnsteadyUntil(now);
        return rung == SiteRung.Heard && unsteady is null ? null : new SiteSilence(
            rung, presence.LastSightingAt(site.SiteId), Math.Round(presence.SilentFor(site.SiteId).TotalSeconds, 1),
            rung < SiteRung.Fenced ? Math.Round(presence.FencedIn(site.SiteId).TotalSeconds, 1) : null, holds, site.Flaps, unsteady);
    }

    public static SiteState StateOf(SiteId id, Site? site, SitePresence presence) => site switch
    {
        null or { HasJoined: false } => SiteState.Unjoined,
        { IsLost: true } => SiteState.Lost,
        { Acceptance: SiteAcceptance.Suspended } => SiteState.Suspended,
        { Acceptance: SiteAcceptance.Draining } => SiteState.Draining,
        _ => presence.IsStale(id) ? SiteState.Stale : SiteState.Online,
    };

    private static IReadOnlyList<Architecture> Architectures(SiteFacts facts, List<Pool> offered) => offered.Count > 0
        ? [.. offered.Select(p => p.Declaration.Architecture).Distinct()]
        : facts.Architecture is { } stated ? [stated] : [];

    private static Figure? LowestPrice(IEnumerable<Pool> offered, WorldCatalogue world) => offered
        .Where(p => p.Declaration.PricePerDeviceHour is not null && p.Declaration.Architecture != Architecture.Cpu)
        .Select(p => (Yuan: world.ToYuan(p.Declaration.PricePerDeviceHour!.Value), p.Declaration.PriceProvenance))
        .Where(p => p.Yuan is not null)
        .OrderBy(p => p.Yuan!.Yuan)
        .Select(p => new Figure((double)p.Yuan!.Yuan, p.PriceProvenance))
        .FirstOrDefault();
}

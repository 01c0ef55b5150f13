using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.World.Catalogue;
using Route = ComputeNet.Brain.Workflows.Route;

namespace ComputeNet.Service.Plans;

/// <summary>What the policy says of moving data: prices per gigabyte, and how fast the sites' links were measured to be.</summary>
public sealed record DataTerms(ObjectivePrices Prices, IReadOnlyDictionary<SiteId, double> LinkMegabytesPerSecond)
{
    public static readonly DataTerms Default = new(new ObjectivePrices(), new Dictionary<SiteId, double>());

    public static DataTerms Of(PolicyView policy) => new(
        policy.Prices, policy.Sites.Where(s => s.LinkMegabytesPerSecond is not null).ToDictionary(s => s.Site, s => s.LinkMegabytesPerSecond!.Value));

    /// <summary>At the speed of the slower end; null when either is unknown.</summary>
    public double? MegabytesPerSecond(SiteId from, SiteId to) =>
        LinkMegabytesPerSecond.TryGetValue(from, out var there) && LinkMegabytesPerSecond.TryGetValue(to, out var here) ? Math.Min(there, here) : null;

    public decimal YuanPerGigabyte(string fromCountry, string toCountry) => fromCountry == toCountry ? Prices.EgressYuanPerGigabyte : Prices.CrossBorderEgressYuanPerGigabyte;
}

/// <summary>What moving data costs: by the policy's prices within a country and across a border. Nobody publishes what these sites charge each other.</summary>
internal static class DataPrices
{
    private static readonly Provenance Source = Provenance.Assumed("the network's policy: price per gigabyte within a country, or across a border");
    private static readonly Provenance Measured = new(Basis.Measured, "the network's policy: throughput of the slower site's link");

    /// <summary>The problem with transfers from every site that these wishes name; sites that the catalogue does not know stay unknown.</summary>
    internal static PlanningProblem WithData(this PlanningProblem problem, WorldCatalogue world, DataTerms terms, IEnumerable<PlacementWishes> wishes)
    {
        var homes = wishes.SelectMany(w => w.Data ?? []).Select(d => d.At).Distinct()
            .Where(s => problem.DataSites?.Any(known => known.Site == s) != true && world.Sites.ContainsKey(s)).Select(s => world.Sites[s]).ToList();
        if (homes.Count == 0)
            return problem;
        return problem with
        {
            DataSites = [.. problem.DataSites ?? [], .. homes.Select(h => new DataSite(h.Id, h.Region, h.Country))],
            Pools = [.. problem.Pools.Select(p => p with { Transfers = [.. p.Transfers ?? [], .. homes.Where(h => h.Id != p.Site).Select(h => Transfer(h, p, terms))] })],
        };
    }

    /// <summary>Between every two of these sites, at the same prices and speeds.</summary>
    internal static IReadOnlyList<Route> RoutesAmong(this WorldCatalogue world, IEnumerable<SiteId> sites, DataTerms terms)
    {
        var known = sites.Distinct().Where(world.Sites.ContainsKey).Select(s => world.Sites[s]).ToList();
        return [.. known.SelectMany(from => known.Where(to => to.Id != from.Id).Select(to => new Route(from.Id, to.Id)
        {
            Tariff = [new EgressTier(0, terms.YuanPerGigabyte(from.Country, to.Country))],
            MegabytesPerSecond = terms.MegabytesPerSecond(from.Id, to.Id),
            ThroughputProvenance = Measured,
        }))];
    }

    private static SiteTransfer Transfer(SiteFacts from, PoolSupply to, DataTerms terms) => new(from.Id, (double)terms.YuanPerGigabyte(from.Country, to.Country), Source)
    {
        MegabytesPerSecond = terms.MegabytesPerSecond(from.Id, to.Site),
    };
}

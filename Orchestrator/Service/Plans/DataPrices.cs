using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.World.Catalogue;

namespace ComputeNet.Service.Plans;

/// <summary>What moving data costs: by the policy's prices within a country and across a border. Nobody publishes what these sites charge each other.</summary>
internal static class DataPrices
{
    private static readonly Provenance Source = Provenance.Assumed("the network's policy: price per gigabyte within a country, or across a border");

    /// <summary>The problem with transfers from every site that these wishes name; sites that the catalogue does not know stay unknown.</summary>
    internal static PlanningProblem WithData(this PlanningProblem problem, WorldCatalogue world, ObjectivePrices prices, IEnumerable<PlacementWishes> wishes)
    {
        var homes = wishes.SelectMany(w => w.Data ?? []).Select(d => d.At).Distinct()
            .Where(s => problem.DataSites?.Any(known => known.Site == s) != true && world.Sites.ContainsKey(s)).Select(s => world.Sites[s]).ToList();
        if (homes.Count == 0)
            return problem;
        return problem with
        {
            DataSites = [.. problem.DataSites ?? [], .. homes.Select(h => new DataSite(h.Id, h.Region, h.Country))],
            Pools = [.. problem.Pools.Select(p => p with { Transfers = [.. p.Transfers ?? [], .. homes.Where(h => h.Id != p.Site).Select(h => Transfer(h, p, prices))] })],
        };
    }

    private static SiteTransfer Transfer(SiteFacts from, PoolSupply to, ObjectivePrices prices) => new(
        from.Id, (double)(from.Country == to.Country ? prices.EgressYuanPerGigabyte : prices.CrossBorderEgressYuanPerGigabyte), Source);
}

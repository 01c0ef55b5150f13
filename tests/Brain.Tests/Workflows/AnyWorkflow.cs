using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Workflows;

/// <summary>Random small workflows: chains, trees and dense graphs, sites that cannot reach each other, equal and impossible costs, several flows between two gangs.</summary>
public static class AnyWorkflow
{
    private static readonly SiteId[] Sites = [.. Enumerable.Range(0, 4).Select(s => new SiteId($"s{s}"))];
    private static readonly Gen<SiteId> AnySite = Gen.OneOf(Sites);

    /// <summary>Few distinct amounts, so that ties are common.</summary>
    private static readonly Gen<long> AnyCost = Gen.Frequency((9, Gen.Long[0, 12]), (4, Gen.Long[0, 40_000_000]), (1, Gen.OneOf(-1L, long.MaxValue)));

    private static readonly Gen<GangCandidate> AnyCandidate = Gen.Select(
        AnySite, Gen.Int[0, 2], AnyCost, AnyCost, (site, pool, price, carbon) => new GangCandidate(site, new PoolId($"{site}.p{pool}"), 0, [new("price", price), new("carbon", carbon)]));

    private static readonly Gen<Route> AnyRoute = Gen.Select(
        AnySite, AnySite, Gen.Int[-1, 5], Gen.OneOf<double?>(null, 0, 10, 250, double.NaN),
        (from, to, price, throughput) => new Route(from, to)
        {
            Tariff = price < 0 ? null : [new EgressTier(0, price), new EgressTier(3, price / 2)],
            MegabytesPerSecond = throughput,
        });

    private static readonly Gen<double> AnySize = Gen.Frequency((8, Gen.Int[0, 8].Select(s => (double)s)), (2, Gen.Double[0, 10]));

    /// <summary>Up to six gangs with up to four candidates each: few enough to try them all.</summary>
    public static readonly Gen<Workflow> Small =
        from gangs in Gen.Int[1, 6]
        from candidates in AnyCandidate.Array[1, 4].Array[gangs]
        from ends in Gen.Select(Gen.Int[0, gangs - 1], Gen.Int[0, gangs - 1], AnySize).Array[0, 12]
        from inputs in Gen.Select(AnySite, Gen.Int[0, gangs - 1], AnySize).Array[0, 3]
        from routes in AnyRoute.Array[0, 24]
        select new Workflow
        {
            Gangs = [.. candidates.Select((c, g) => new WorkflowGang($"g{g}", c))],
            Flows = [.. ends.Where(e => e.Item1 < e.Item2).Select(e => new DataFlow($"g{e.Item1}", $"g{e.Item2}", e.Item3))],
            Inputs = [.. inputs.Select(i => new DataInput(i.Item1, $"g{i.Item2}", i.Item3))],
            Routes = routes,
        };

    /// <summary>Tables large enough for everything, and so small that the bound comes from mini-buckets and the search has to prove the rest.</summary>
    public static readonly Gen<WorkflowPolicy> Policy = Gen.Select(
        Gen.OneOf(1 << 20, 4, 1), Gen.OneOf(0m, 3m), Gen.OneOf(1.0, 0.5),
        (entries, hour, weight) => new WorkflowPolicy { TableEntries = entries, TransferYuanPerHour = hour, EgressWeight = weight });
}

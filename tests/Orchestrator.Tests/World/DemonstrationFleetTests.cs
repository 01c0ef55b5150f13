using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.Orchestrator.Tests.World;

public sealed class DemonstrationFleetTests
{
    private static readonly WorldCatalogue World = ShippedWorld.Catalogue;
    private static readonly DemonstrationFleet Fleet = ShippedWorld.Fleet;

    [Fact]
    public void every_count_price_and_wattage_says_how_it_is_known()
    {
        foreach (var pool in Fleet.Pools.Select(p => p.Declaration))
        {
            pool.DevicesProvenance.Basis.ShouldBeOneOf(Basis.Assumed, Basis.Estimated);
            pool.DevicesProvenance.Source.ShouldStartWith("demonstration fleet");
            pool.PriceProvenance.Basis.ShouldBeOneOf(Basis.Assumed, Basis.Stated);
            pool.PricePerDeviceHour.ShouldNotBeNull();
            (pool.WattsPerDevice is null).ShouldBe(pool.WattsProvenance.Basis == Basis.Unknown);
        }
    }

    [Fact]
    public void a_stated_price_is_the_list_price_of_that_model_at_that_site()
    {
        foreach (var pool in Fleet.Pools.Where(p => p.Declaration.PriceProvenance.Basis == Basis.Stated))
        {
            var listed = World.Prices[(pool.Site, pool.Declaration.Model)];
            pool.Declaration.PricePerDeviceHour.ShouldBe(listed.PerDeviceHour);
            pool.Declaration.PriceProvenance.ShouldBe(listed.Provenance);
            World.Sites[pool.Site].Kind.ShouldBe(SiteKind.Cloud);
        }
    }

    [Fact]
    public void a_count_by_capacity_is_the_stated_capacity_divided_by_the_peak()
    {
        var counted = Fleet.Pools.Where(p => p.DevicesMethod == DeviceCountMethod.CapacityOverPeak).ToList();
        counted.Select(p => (p.Declaration.Id.Value, p.Declaration.Devices, p.Declaration.DevicesProvenance.Basis)).ShouldBe(
        [
            ("hangzhou-ai.ascend-910", 140_000 / 256, Basis.Estimated),
            ("chengdu-ic.ascend-910", 300_000 / 256, Basis.Estimated),
            ("ningbo-ai-sc.ascend-910b", 100_000 / 320, Basis.Assumed),
            ("taiyuan-nscc.a800-sxm4-80gb", 800_000 / 312, Basis.Assumed),
        ], ignoreOrder: true);
    }

    [Fact]
    public void chengdu_and_hangzhou_offer_ascend_and_no_gpu()
    {
        foreach (var site in new[] { "chengdu-ic", "hangzhou-ai" })
            Fleet.PoolsOf(SiteId.From(site)).Select(p => p.Architecture).ShouldBe([Architecture.Ascend, Architecture.Cpu], ignoreOrder: true);
    }

    [Fact]
    public void twenty_five_chinese_centres_offer_pools_and_the_others_stay_unknown()
    {
        var centres = World.Sites.Values.Where(s => s.Kind != SiteKind.Cloud).ToList();
        centres.Count(s => Fleet.PoolsOf(s.Id).Count > 0).ShouldBe(25);
        Fleet.PoolsOf(SiteId.From("wuxi-nscc")).ShouldBeEmpty();
        centres.Where(s => s.Status != SiteStatus.Operating).ShouldAllBe(s => Fleet.PoolsOf(s.Id).Count == 0);
    }

    [Fact]
    public void the_fleet_has_every_architecture_that_the_product_places_on()
    {
        var architectures = Fleet.Pools.Select(p => p.Declaration.Architecture).ToHashSet();
        architectures.IsSupersetOf([Architecture.Cuda, Architecture.Ascend, Architecture.Cpu]).ShouldBeTrue();
        Fleet.Sites.Count(s => World.Sites[s].Kind == SiteKind.Cloud).ShouldBeGreaterThan(75);
    }
}

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading;

namespace ComputeNet.Orchestrator.Tests.World;

public sealed class WorldCatalogueTests
{
    private static readonly WorldCatalogue World = ShippedWorld.Catalogue;

    [Fact]
    public void the_shipped_catalogue_and_fleet_have_no_fault()
    {
        var world = WorldLoader.Load(WorldLocator.DefaultFolder);
        world.Faults.ShouldBeEmpty();
        DemonstrationFleetLoader.Load(WorldLocator.DefaultFolder, world.Value!).Faults.ShouldBeEmpty();
    }

    [Fact]
    public void it_holds_what_it_held_when_it_was_compiled()
    {
        var counts = new Dictionary<string, int>
        {
            ["sources"] = World.Sources.Count,
            ["regions"] = World.Regions.Count,
            ["places"] = World.Places.Count,
            ["hubs"] = World.Hubs.Select(h => h.Hub).Distinct().Count(),
            ["hub clusters"] = World.Hubs.Count,
            ["Chinese centres"] = World.Sites.Values.Count(s => s.Kind != SiteKind.Cloud),
            ["cloud sites"] = World.Sites.Values.Count(s => s.Kind == SiteKind.Cloud),
            ["centres that state a capacity"] = World.Sites.Values.Count(s => s.Capacities.Count > 0),
            ["centres that state an architecture"] = World.Sites.Values.Count(s => s.Architecture is not null),
            ["accelerators"] = World.Accelerators.Count,
            ["prices"] = World.Prices.Count,
            ["measured round trips"] = World.MeasuredMilliseconds.Count,
            ["pools"] = ShippedWorld.Fleet.Pools.Count,
        };
        counts.ShouldBe(new Dictionary<string, int>
        {
            ["sources"] = 21,
            ["regions"] = 77,
            ["places"] = 124,
            ["hubs"] = 8,
            ["hub clusters"] = 10,
            ["Chinese centres"] = 43,
            ["cloud sites"] = 84,
            ["centres that state a capacity"] = 31,
            ["centres that state an architecture"] = 9,
            ["accelerators"] = 27,
            ["prices"] = 328,
            ["measured round trips"] = 3553,
            ["pools"] = 232,
        });
    }

    [Fact]
    public void what_a_centre_does_not_state_stays_unknown()
    {
        var xian = World.Sites[SiteId.From("xian-nscc")];
        xian.Architecture.ShouldBeNull();
        xian.ArchitectureProvenance.Basis.ShouldBe(Basis.Unknown);
        xian.BuiltCapacity.ShouldBeNull();
        xian.PowerUsageEffectiveness.ShouldBeNull();
        World.Sites[SiteId.From("jinan-nscc")].Capacities.ShouldBeEmpty();
        World.Sites.Values.Where(s => s.Country == "CN" && s.PowerUsageEffectiveness is not null && s.Kind != SiteKind.Cloud)
            .Select(s => s.Id.Value).ShouldBe(["changsha-5a", "aliyun-ulanqab"], ignoreOrder: true);
    }

    [Fact]
    public void a_power_usage_effectiveness_that_nobody_states_is_assumed_and_says_so()
    {
        World.PowerUsageEffectiveness(SiteId.From("changsha-5a"))!.ShouldSatisfyAllConditions(p => p.Value.ShouldBe(1.04), p => p.IsCertain.ShouldBeTrue());
        World.PowerUsageEffectiveness(SiteId.From("wuhan-ai"))!.ShouldSatisfyAllConditions(p => p.Value.ShouldBe(1.25), p => p.Provenance.Basis.ShouldBe(Basis.Assumed));
        World.PowerUsageEffectiveness(SiteId.From("nowhere")).ShouldBeNull();
    }

    [Theory]
    [InlineData("chengdu-ic")]
    [InlineData("hangzhou-ai")]
    public void the_publicly_known_ascend_centres_are_ascend(string site)
    {
        World.Sites[SiteId.From(site)].Architecture.ShouldBe(Architecture.Ascend);
        World.Sites[SiteId.From(site)].ArchitectureProvenance.Basis.ShouldBe(Basis.Stated);
    }

    [Fact]
    public void every_price_has_a_currency_that_converts_and_a_source()
    {
        foreach (var price in World.Prices.Values)
        {
            World.ToYuan(price.PerDeviceHour).ShouldNotBeNull().Yuan.ShouldBeGreaterThan(0);
            price.Provenance.Source.ShouldNotBeEmpty();
        }
        World.Prices.Values.Count(p => p.Provenance.AsOf is null).ShouldBeGreaterThan(0, "undated lists must stay undated");
    }

    [Fact]
    public void a_price_in_dollars_is_converted_at_the_one_dated_and_marked_rate()
    {
        var yuan = World.ToYuan(new Money(2m, "USD"))!;
        yuan.Yuan.ShouldBe(2m * yuan.Rate.YuanPerUnit);
        yuan.Rate.Provenance.Basis.ShouldBe(Basis.Assumed);
        yuan.Rate.Provenance.AsOf.ShouldNotBeNull();
        World.ToYuan(Money.Yuan(3m))!.Yuan.ShouldBe(3m);
        World.ToYuan(new Money(1m, "XAU")).ShouldBeNull();
    }

    [Fact]
    public void low_confidence_device_figures_are_assumptions()
    {
        World.Accelerators[AcceleratorModelId.From("huawei-ascend-910b")].Fp16Teraflops!.IsCertain.ShouldBeFalse();
        World.Accelerators[AcceleratorModelId.From("cpu-core")].Watts!.Provenance.Basis.ShouldBe(Basis.Assumed);
        World.Accelerators[AcceleratorModelId.From("nvidia-h100-sxm5")].Watts!.ShouldSatisfyAllConditions(w => w.Value.ShouldBe(700), w => w.IsCertain.ShouldBeTrue());
        World.Accelerators[AcceleratorModelId.From("huawei-ascend-910c")].Watts.ShouldBeNull();
    }
}

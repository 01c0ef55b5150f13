using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Problem;

/// <summary>What a site senses and offers beside its declaration: what may be promised, and what it costs.</summary>
public sealed class SensedSupply
{
    [Fact]
    public void what_is_sick_or_draining_is_nobodys_in_any_slot() =>
        FreeIn(AProblem.Pool() with { Devices = 8, UnusableDevices = 3 }).ShouldAllBe(free => free == 5);

    [Fact]
    public void a_cap_holds_for_what_is_promised_already_too() =>
        FreeIn(AProblem.Pool() with { Devices = 8, MostDevices = 4, Commitments = [new Commitment(3, AProblem.Now.AddDays(9))] }).ShouldAllBe(free => free == 1);

    [Fact]
    public void others_use_what_the_network_may_not_have_anyway_first() =>
        FreeIn(AProblem.Pool() with { Devices = 8, MostDevices = 4, ForeignDevicesByHour = [3], UnusableDevices = 1 }).ShouldAllBe(free => free == 4);

    [Fact]
    public void a_gang_beyond_the_cap_is_told_so()
    {
        var problem = AProblem.With(AProblem.Pool() with { Devices = 8, MostDevices = 4 }, AProblem.Demand() with { Variants = [AProblem.Variant(devices: 5)] });
        var refusal = Explain(problem).Candidates.Single().RefusedBy!;
        (refusal.Code, refusal.Facts["poolDevices"]).ShouldBe(("gang-larger-than-pool", "4"));
    }

    [Theory]
    [InlineData(ServiceClass.Guaranteed, 30)]
    [InlineData(ServiceClass.Burstable, 10)]
    [InlineData(null, 30)]
    public void a_class_pays_its_own_price(ServiceClass? asked, int yuan)
    {
        var pool = AProblem.Pool() with { PriceYuanPerDeviceHour = 10, PriceFactorByClass = new Dictionary<ServiceClass, double> { [ServiceClass.Guaranteed] = 3 } };
        var problem = AProblem.With(pool, AProblem.Demand() with { Variants = [AProblem.Variant(devices: 1, hours: 1) with { Class = asked }] });
        Planner.Solve(problem, new PlanningPolicy()).Placements.Single().Terms.Single(t => t.Objective == "price").MicroYuan.ShouldBe(yuan * 1_000_000L);
    }

    [Fact]
    public void what_a_site_senses_and_offers_has_its_names()
    {
        var pool = AProblem.Pool() with
        {
            ForeignDevicesByHour = [2],
            ForeignAsOf = AProblem.Now,
            UnusableDevices = 1,
            MostDevices = 6,
            PriceFactorByClass = new Dictionary<ServiceClass, double> { [ServiceClass.BestEffort] = 0.5 },
            Trust = 0.9,
            TrustProvenance = new Provenance(Basis.Measured, "promises on the ledger"),
        };
        var json = ProblemJson.Serialize(AProblem.With(pool));
        json.ShouldContain("""priceFactorByClass":{"bestEffort":0.5}""");
        json.ShouldContain("""foreignAsOf":"2026-11-23T08:00:00+00:00","unusableDevices":1,"mostDevices":6""");
        json.ShouldContain("""trust":0.9,"trustProvenance":{"basis":"measured","source":"promises on the ledger"}""");
    }

    private static int[] FreeIn(PoolSupply pool)
    {
        var problem = AProblem.With(pool);
        var @case = new PlanningCase(problem, new PlanningPolicy());
        var free = new int[@case.Clock.Slots];
        @case.Pools[0].WriteFree(@case.Clock, free);
        return free;
    }

    private static Explanation Explain(PlanningProblem problem) =>
        Explainer.Explain(problem, new PlanningPolicy(), Planner.Solve(problem, new PlanningPolicy()), problem.Demands[0].Workload)!;
}

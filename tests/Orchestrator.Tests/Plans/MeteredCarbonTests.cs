using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Plans;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>Which hours a site's meter speaks for, and on what the others rest.</summary>
public sealed class MeteredCarbonTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 20, 0, TimeSpan.Zero);
    private static readonly Provenance Catalogue = new(Basis.Stated, "catalogue");

    private static readonly PoolSupply Pool = new()
    {
        Pool = new("here.gpu"),
        Site = new("here"),
        Region = new("cn-north"),
        Country = "CN",
        Architecture = Architecture.Cuda,
        Model = new("nvidia-h100"),
        Devices = 8,
        Commitments = [],
        PriceProvenance = Provenance.Unknown,
        WattsProvenance = Provenance.Unknown,
        PueProvenance = Provenance.Unknown,
        Latencies = [],
        CarbonGramsPerKilowattHour = [500, 501, 502, 503],
        CarbonErrorByHour = [0.1, 0.2, 0.3, 0.4],
        CarbonProvenance = Catalogue,
    };

    private static PoolOffer Offer(DateTimeOffset? until = null) => new(Pool.Pool, Now.AddMinutes(-5)) { MeasuredCarbonGramsPerKilowattHour = 40, ValidUntil = until };

    private static PoolSupply Planned(PoolOffer? offer, PoolSupply? pool = null) => CarbonAhead.Measured(offer, Now, 4, pool ?? Pool);

    [Fact]
    public void without_a_meter_or_after_its_offer_everything_stays()
    {
        Planned(null).ShouldBeSameAs(Pool);
        Planned(new(Pool.Pool, Now)).ShouldBeSameAs(Pool);
        Planned(Offer(Now)).ShouldBeSameAs(Pool);
    }

    [Fact]
    public void an_offer_without_an_end_speaks_for_all_hours()
    {
        var planned = Planned(Offer());
        planned.CarbonGramsPerKilowattHour.ShouldBe([40, 40, 40, 40]);
        planned.CarbonErrorByHour.ShouldBeNull();
        (planned.CarbonProvenance.Basis, planned.CarbonProvenance.Source, planned.CarbonAsOf).ShouldBe((Basis.Measured, "meter of here", Now.AddMinutes(-5)));
    }

    [Fact]
    public void the_hours_that_begin_after_its_end_rest_on_what_was_known_and_so_does_the_whole()
    {
        var planned = Planned(Offer(Now.AddMinutes(90)));
        planned.CarbonGramsPerKilowattHour.ShouldBe([40, 40, 502, 503]);
        planned.CarbonErrorByHour.ShouldBe([0, 0, 0.3, 0.4]);
        (planned.CarbonProvenance.Basis, planned.CarbonProvenance.Source).ShouldBe((Basis.Stated, "meter of here until 2026-11-23 09:50:00Z, then catalogue"));
    }

    [Fact]
    public void where_nothing_else_is_known_its_word_is_assumed_to_last()
    {
        var planned = Planned(Offer(Now.AddMinutes(90)), Pool with { CarbonGramsPerKilowattHour = null, CarbonErrorByHour = null, CarbonProvenance = Provenance.Unknown });
        planned.CarbonGramsPerKilowattHour.ShouldBe([40, 40, 40, 40]);
        planned.CarbonProvenance.Basis.ShouldBe(Basis.Assumed);
    }
}

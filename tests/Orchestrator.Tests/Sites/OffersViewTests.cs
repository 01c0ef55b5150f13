using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Sites;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>On what terms a pool stands: what its site offers over what it has declared, for as long as the offer is valid.</summary>
public sealed class OffersViewTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly PoolDeclaration Declared = TestSite.Pool("wuhan-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 64, yuan: 10);
    private static readonly PoolOffer Offer = new(Declared.Id, Now.AddHours(-1))
    {
        ValidUntil = Now.AddHours(1),
        PricePerDeviceHour = Money.Yuan(7),
        PriceFactorByClass = new Dictionary<ServiceClass, double> { [ServiceClass.BestEffort] = 0.5 },
        MostDevices = 16,
        Blackouts = [new(Now.AddHours(5), Now.AddHours(6), "tender"), new(Now.AddHours(-5), Now.AddHours(-4), "over")],
        MeasuredCarbonGramsPerKilowattHour = 321,
    };

    [Fact]
    public void without_an_offer_the_declaration_counts()
    {
        var terms = ReadOffers.TermsOf(Declared, null, Now);
        (terms.Standing, terms.PricePerDeviceHour, terms.PriceProvenance.Basis).ShouldBe((OfferStanding.NotMade, Money.Yuan(10), Basis.Assumed));
        (terms.Devices, terms.MostDevices, terms.InsteadOf).ShouldBe((64, null, null));
    }

    [Fact]
    public void an_offer_in_force_stands_over_the_declaration_and_says_what_it_replaces()
    {
        var pool = Declared with { Maintenance = [new(Now.AddHours(2), Now.AddHours(3), "cooling")], PriceFactorByUtcHour = new DayFactors([.. Enumerable.Repeat(1.5, 24)]) };
        var terms = ReadOffers.TermsOf(pool, Offer, Now);
        (terms.Standing, terms.PricePerDeviceHour, terms.PriceProvenance.Basis, terms.InsteadOf).ShouldBe((OfferStanding.InForce, Money.Yuan(7), Basis.Stated, Money.Yuan(10)));
        (terms.MostDevices, terms.MeasuredCarbonGramsPerKilowattHour, terms.PriceFactorByUtcHour).ShouldBe((16, 321, pool.PriceFactorByUtcHour));
        terms.PriceFactorByClass.ShouldNotBeNull()[ServiceClass.BestEffort].ShouldBe(0.5);
        terms.Closed.Select(w => w.Reason).ShouldBe(["cooling", "tender"], "what is over is not told");
    }

    [Fact]
    public void an_offer_whose_time_is_over_counts_no_more()
    {
        var terms = ReadOffers.TermsOf(Declared, Offer, Offer.ValidUntil!.Value);
        (terms.Standing, terms.PricePerDeviceHour, terms.ValidUntil).ShouldBe((OfferStanding.Over, Money.Yuan(10), Offer.ValidUntil));
        (terms.MostDevices, terms.PriceFactorByClass, terms.MeasuredCarbonGramsPerKilowattHour, terms.Closed.Count).ShouldBe((null, null, null, 0));
    }

    [Fact]
    public async Task what_a_site_offers_is_read_back_by_the_operator()
    {
        var agent = host.Client(await host.TokenAsync("site-wuhan-ai", Roles.Site, site: "wuhan-ai", scope: "site")).SiteAgent;
        await agent.DeclareInventoryAsync(new("test", true, Now, [Declared, TestSite.Pool("wuhan-ai.cpu", Architecture.Cpu, "cpu-core", 8)]));
        await agent.MakeOffersAsync(new(Now, [Offer with { ValidUntil = null }]));

        var view = await host.Client(await host.OperatorAsync()).GetSiteOffersAsync(new("wuhan-ai"));
        view.ReceivedAt.ShouldNotBeNull();
        view.Pools.Select(p => (p.Pool.Value, p.Standing, p.PricePerDeviceHour?.Amount)).ShouldBe([("wuhan-ai.cpu", OfferStanding.NotMade, 10m), ("wuhan-ai.npu", OfferStanding.InForce, 7m)]);
    }

    [Fact]
    public async Task a_site_that_nobody_knows_has_nothing_to_read()
    {
        var operators = host.Client(await host.OperatorAsync());
        await operators.GetSiteOffersAsync(new("no-such-site")).ShouldBeRefused(404, "site-unknown");
        await operators.GetSiteOrdersAsync(new("no-such-site")).ShouldBeRefused(404, "site-unknown");
        await operators.GetSiteTelemetryAsync(new("no-such-site")).ShouldBeRefused(404, "site-unknown");
    }
}

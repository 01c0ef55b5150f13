using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Sites.Offers;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>On what terms a pool stands: price by class and hour, cap, closures, carbon.</summary>
public class OffersPanelTests
{
    private static readonly DateTimeOffset Now = FakeWatch<string>.AsOf;

    private static readonly PoolTerms Declared = new(new("hangzhou-ai.main"), "Main pool", OfferStanding.NotMade, Money.Yuan(9.5m), Provenance.Assumed("demonstration")) { Devices = 512 };

    private static readonly PoolTerms Offered = Declared with
    {
        Standing = OfferStanding.InForce,
        PricePerDeviceHour = Money.Yuan(8),
        PriceProvenance = new(Basis.Stated, "offer of the site"),
        InsteadOf = Money.Yuan(9.5m),
        ValidUntil = Now.AddHours(6),
        PriceFactorByUtcHour = new DayFactors([.. Enumerable.Range(0, 24).Select(h => h == 10 ? 0.5 : 1.0)]),
        PriceFactorByClass = new Dictionary<ServiceClass, double> { [ServiceClass.BestEffort] = 0.25 },
        MostDevices = 64,
        Closed = [new(Now.AddHours(2), Now.AddHours(3), "cooling")],
        MeasuredCarbonGramsPerKilowattHour = 321.4,
    };

    [Fact]
    public void an_offer_in_force_shows_price_by_class_and_hour_cap_closure_and_carbon()
    {
        using var around = new PageContext();
        var panel = Open(around, Offered);

        panel.Find("h2").TextContent.ShouldBe("1 of 1 pools stand on the site’s own offer");
        panel.FindAll(".class-price .value").Select(v => v.TextContent).ShouldBe(["8.00", "8.00", "2.00"]);
        panel.Find("svg.price-hours").GetAttribute("aria-label").ShouldBe("Price by hour: lowest ¥4.00 at 10:00, highest ¥8.00 at 08:00");
        panel.Find("tbody tr").TextContent.ShouldContain("64 / 512");
        panel.Find(".closed").TextContent.ShouldContain("cooling");
        panel.Find("tbody tr").TextContent.ShouldContain("321");
        panel.Find("s").TextContent.ShouldBe("¥9.50");
    }

    [Fact]
    public void a_pool_without_an_offer_stands_as_declared_and_its_assumed_price_is_marked()
    {
        using var around = new PageContext();
        var panel = Open(around, Declared);

        panel.Find("h2").TextContent.ShouldBe("No offer stands: the pools are offered as declared");
        panel.FindAll(".class-price").ShouldBeEmpty("all classes pay the same");
        panel.FindAll("td.number .assumed").Count.ShouldBe(1);
        panel.Markup.ShouldContain("the same every hour");
        panel.Markup.ShouldContain("the site has made no offers");
    }

    [Fact]
    public void an_offer_whose_time_is_over_says_when()
    {
        using var around = new PageContext();
        Open(around, Declared with { Standing = OfferStanding.Over, ValidUntil = Now.AddMinutes(-5) }).Find("tbody tr").TextContent.ShouldContain("5 min ago");
    }

    [Fact]
    public void a_price_that_nobody_told_is_unknown_and_no_zero()
    {
        PoolPrices.Of(Declared with { PricePerDeviceHour = null }, Now).ByClass.ShouldBeEmpty();
        using var around = new PageContext();
        Open(around, Declared with { PricePerDeviceHour = null }).FindAll("td.number .unknown").Count.ShouldBe(2);
    }

    private static IRenderedComponent<OffersPanel> Open(PageContext around, PoolTerms terms)
    {
        around.Sites.Offers.Say(new(new("hangzhou-ai"), Now, [terms]));
        var panel = around.Render<OffersPanel>(p => p.Add(t => t.Site, new SiteId("hangzhou-ai")));
        panel.WaitForState(() => panel.FindAll("[aria-busy]").Count == 0);
        return panel;
    }
}

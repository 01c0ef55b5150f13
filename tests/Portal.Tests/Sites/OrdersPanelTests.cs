using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Features.Sites.Orders;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>What should run at a site beside what was seen of it.</summary>
public class OrdersPanelTests
{
    private static readonly DateTimeOffset Now = FakeWatch<string>.AsOf;

    [Fact]
    public void what_needs_a_look_comes_first_and_each_order_says_what_was_seen_of_it()
    {
        using var around = new PageContext();
        var panel = Open(around, new(new("hangzhou-ai"), Now, 17,
            [
                Order(1) with { Seen = WorkloadPhase.Running, SeenAt = Now.AddMinutes(-4) },
                Order(2) with { Seen = WorkloadPhase.Placed },
                Order(3) with { Seen = WorkloadPhase.Running, StopReason = "site-suspended" },
            ], []));

        panel.Find("h2").TextContent.ShouldBe("3 jobs on 24 devices should be here");
        panel.FindAll("table.orders tbody tr").Select(r => (r.QuerySelector("a")!.TextContent, r.QuerySelector(".state-word")!.TextContent)).ShouldBe(
            [("w-3", "Should stop"), ("w-2", "Not seen yet"), ("w-1", "Running")]);
        panel.FindAll("table.orders tbody tr")[0].QuerySelector(".refusal")!.TextContent.ShouldNotBeEmpty();
        panel.FindAll("table.orders tbody tr")[2].TextContent.ShouldContain("4 min ago");
        panel.FindAll("table.orders tbody tr")[2].TextContent.ShouldContain("Main pool");
        panel.Markup.ShouldContain("orders version 17");
    }

    [Fact]
    public void what_the_site_refused_stands_there_with_its_reason()
    {
        using var around = new PageContext();
        var panel = Open(around, new(new("hangzhou-ai"), Now, 3, [],
            [new(new("w-9.1"), new("w-9"), Now.AddMinutes(-9), AttemptEnd.Refused, Refusal.Because("site-lost", ("site", "hangzhou-ai")), Now.AddMinutes(-8))]));

        panel.Find("h2").TextContent.ShouldBe("Nothing should run here now");
        var row = panel.FindAll("table.wrong tbody tr").ShouldHaveSingleItem();
        row.QuerySelector(".state-word")!.TextContent.ShouldBe("Refused");
        row.QuerySelector(".refusal")!.TextContent.ShouldNotContain("site-lost", Case.Sensitive, "a code is no sentence");
    }

    [Fact]
    public void the_page_stays_readable_when_the_line_is_down()
    {
        using var around = new PageContext();
        var panel = Open(around, new(new("hangzhou-ai"), Now, 1, [Order(1) with { Seen = WorkloadPhase.Running }], []));
        around.Sites.Orders.Break();

        panel.WaitForAssertion(() => panel.Find(".banner").TextContent.ShouldContain("Disconnected"));
        panel.FindAll("table.orders tbody tr").Count.ShouldBe(1);
    }

    private static StandingOrder Order(int number) => new(
        new($"w-{number}.1"), new($"w-{number}"), new("hangzhou-ai.main"), 8, new(40 + number), Now.AddMinutes(-10), Now.AddHours(number));

    private static IRenderedComponent<OrdersPanel> Open(PageContext around, SiteOrdersView view)
    {
        around.Sites.Orders.Say(view);
        var panel = around.Render<OrdersPanel>(p => p.Add(t => t.Site, view.Site).Add(t => t.Pools, SiteSample.View(SiteSample.Hangzhou).Pools));
        panel.WaitForState(() => panel.FindAll("[aria-busy]").Count == 0);
        return panel;
    }
}

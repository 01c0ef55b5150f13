using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Fleet;
using ComputeNet.Portal.Features.Fleet.Map;
using ComputeNet.Portal.Tests.Fakes;
using static ComputeNet.Portal.Tests.Fleet.SiteSample;

namespace ComputeNet.Portal.Tests.Fleet;

public class FleetViewModelTests
{
    [Theory]
    [InlineData("?state=draining", "oregon-ai")]
    [InlineData("?kind=cloud", "aws.eu-west-3")]
    [InlineData("?arch=ascend", "hangzhou-ai")]
    [InlineData("?q=operator%20SYDNEY", "sydney-ai")]
    [InlineData("?q=中文hang", "hangzhou-ai")]
    public async Task a_filter_holds_for_the_table_and_the_map_alike(string address, string only)
    {
        var model = await Show(address);

        model.Rows.Select(r => r.Site.Id.Value).ShouldBe([only]);
        model.Marks.SelectMany(m => m.Sites).Select(s => s.Id.Value).ShouldBe([only]);
        model.Totals.Sites.ShouldBe(1);
    }

    [Theory]
    [InlineData("?sort=price", "oregon-ai hangzhou-ai aws.eu-west-3 sydney-ai")]
    [InlineData("?sort=price&order=desc", "aws.eu-west-3 hangzhou-ai oregon-ai sydney-ai")]
    [InlineData("?sort=use&order=desc", "oregon-ai hangzhou-ai aws.eu-west-3 sydney-ai")]
    public async Task the_unknown_comes_last_whichever_way_the_order_turns(string address, string order) =>
        (await Show(address)).Rows.Select(r => r.Site.Id.Value).ShouldBe(order.Split(' '));

    [Fact]
    public async Task the_totals_count_the_unknown_as_sites_only()
    {
        var totals = (await Show("")).Totals;

        totals.ShouldBe(new(Sites: 4, Online: 1, InTrouble: 1, Unjoined: 1, Devices: 512 + 2048 + 64, Leased: 128 + 2048 + 3));
    }

    [Fact]
    public async Task choosing_the_latency_layer_reads_from_the_first_place_and_colours_by_it()
    {
        var fleet = new FakeFleet
        {
            Places = [new(new("shanghai"), "上海", "Shanghai", "CN", 31.2, 121.5)],
            Latencies = [new(Hangzhou.Id, new(8, Stated))],
        };
        var model = await Show("", fleet);

        var query = model.LayerOf(MapLayer.Latency);
        await model.ShowAsync(query);

        query.From.ShouldBe(new PlaceId("shanghai"));
        model.Rows.Single(r => r.Site.Id == Hangzhou.Id).Latency!.Value.ShouldBe(8);
        model.Marks.Single(m => m.First.Id == Hangzhou.Id).Fill.ShouldBe("var(--cn-latency-0)");
        model.Marks.Single(m => m.First.Id == Paris.Id).Fill.ShouldBe("var(--cn-surface)", "there is no figure for Paris");
    }

    [Fact]
    public async Task an_address_that_asks_for_latency_without_a_place_counts_from_one_of_the_great_cities()
    {
        var fleet = new FakeFleet
        {
            Places = [new(new("aws.af-south-1"), "AWS 开普敦", "AWS Cape Town", "ZA", -33.9, 18.4), new(new("beijing"), "北京", "Beijing", "CN", 39.9, 116.4)],
            Latencies = [new(Paris.Id, new(180, Stated))],
        };
        var model = await Show("?layer=latency", fleet);

        model.From.ShouldBe(new PlaceId("beijing"));
        model.Rows.Single(r => r.Site.Id == Paris.Id).Latency!.Value.ShouldBe(180);
    }

    [Fact]
    public async Task pressing_a_disc_selects_its_site_and_pressing_it_again_lets_it_go()
    {
        var model = await Show("");
        var mark = model.Marks.Single(m => m.First.Id == Paris.Id);

        var chosen = model.Press(mark);
        chosen.Site.ShouldBe(Paris.Id);
        await model.ShowAsync(chosen);
        model.Selected!.Site.ShouldBe(Paris);
        model.Press(mark).Site.ShouldBeNull();
    }

    [Fact]
    public async Task pressing_a_cluster_opens_the_map_there()
    {
        var fleet = new FakeFleet();
        var model = await Show("", fleet, [Site("a"), Site("b", longitude: 120.6)]);

        var opened = model.Press(model.Marks.Single());
        opened.Window.Width.ShouldBeLessThan(MapProjection.Width);
        await model.ShowAsync(opened);
        model.Marks.SelectMany(m => m.Sites).Count().ShouldBe(2);
    }

    [Fact]
    public async Task what_needs_a_look_comes_worst_first_and_what_never_joined_does_not()
    {
        var model = await Show("");

        model.Attention.Select(r => r.Site.Id).ShouldBe([Paris.Id, Oregon.Id]);
    }

    [Fact]
    public async Task a_broken_line_keeps_the_rows_and_marks_them_stale()
    {
        var fleet = new FakeFleet();
        var model = await Show("", fleet);

        fleet.Sites.Break();
        await Patience.UntilAsync(() => model.State.IsStale);

        model.Rows.Count.ShouldBe(4);
        model.State.AsOf.ShouldBe(FakeWatch<string>.AsOf);
    }

    private static async Task<FleetViewModel> Show(string address, FakeFleet? fleet = null, IReadOnlyList<SiteSummary>? sites = null)
    {
        fleet ??= new();
        fleet.Sites.Say(sites ?? All);
        var model = new FleetViewModel(fleet);
        await model.ShowAsync(FleetQuery.Parse(address));
        _ = model.RunAsync(TestContext.Current.CancellationToken);
        await Patience.UntilAsync(() => model.State.Value is not null);
        return model;
    }
}

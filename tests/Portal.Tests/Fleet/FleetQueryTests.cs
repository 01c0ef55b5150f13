using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Fleet;
using ComputeNet.Portal.Features.Fleet.Map;

namespace ComputeNet.Portal.Tests.Fleet;

public class FleetQueryTests
{
    [Fact]
    public void an_address_brings_back_exactly_what_was_on_screen()
    {
        var query = new FleetQuery
        {
            Search = "杭州 & co",
            State = SiteState.Stale,
            Kind = SiteKind.Cloud,
            Architecture = "ascend",
            Sort = FleetSort.Carbon,
            Descending = true,
            Layer = MapLayer.Latency,
            From = new PlaceId("shanghai"),
            Window = new(MapView.China, 500, 300, 200),
            Site = new SiteId("aws.eu-west-3"),
        };

        FleetQuery.Parse(query.ToQueryString()).ShouldBe(query);
    }

    [Fact]
    public void what_is_the_default_is_not_in_the_address() => new FleetQuery().ToQueryString().ShouldBe("");

    [Theory]
    [InlineData("?state=burning&kind=99&sort=&layer=taste&site=NO%20SUCH&at=1,2&view=mars")]
    [InlineData("?at=NaN,Infinity,-5&from=%00&order=sideways&at=1,1,1e999")]
    public void an_address_that_somebody_broke_shows_the_plain_fleet(string address) => FleetQuery.Parse(address).ShouldBe(new FleetQuery());

    [Fact]
    public void pressing_a_column_twice_turns_the_order()
    {
        var once = new FleetQuery().SortedBy(FleetSort.Price);
        once.Descending.ShouldBeFalse("the cheapest come first");
        once.SortedBy(FleetSort.Price).Descending.ShouldBeTrue();
        new FleetQuery().SortedBy(FleetSort.Devices).Descending.ShouldBeTrue("the largest come first");
    }
}

using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;
using CsCheck;

namespace ComputeNet.Orchestrator.Tests.World;

public sealed class LatencyTests
{
    private static readonly WorldCatalogue World = ShippedWorld.Catalogue;
    private static readonly Gen<GeoPoint> Points = Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], (latitude, longitude) => new GeoPoint(latitude, longitude));

    [Fact]
    public void an_estimate_is_the_same_in_both_directions_and_never_below_a_millisecond() =>
        Gen.Select(Points, Points).Sample((a, b) =>
        {
            var there = LatencyEstimate.Between(a, b);
            return there == LatencyEstimate.Between(b, a) && there.Value >= 1 && there.Provenance.Basis == Basis.Estimated;
        });

    [Fact]
    public void no_two_points_are_farther_apart_than_half_the_earth() =>
        Gen.Select(Points, Points).Sample((a, b) => a.KilometresTo(b) is >= 0 and <= 20_016 && a.KilometresTo(a) == 0);

    [Fact]
    public void a_detour_is_never_shorter() =>
        Gen.Select(Points, Points, Points).Sample((a, b, c) => a.KilometresTo(c) <= a.KilometresTo(b) + b.KilometresTo(c) + 0.001);

    [Fact]
    public void a_longer_way_is_never_estimated_quicker() =>
        Gen.Select(Points, Points, Points).Sample((a, b, c) =>
            a.KilometresTo(b) > a.KilometresTo(c) || LatencyEstimate.Between(a, b).Value <= LatencyEstimate.Between(a, c).Value);

    /// <summary>Kilometres and milliseconds worked out apart from this code.</summary>
    [Theory]
    [InlineData("zhangjiakou", "zhongwei", 14.7)]
    [InlineData("yrd-demo", "zhangjiakou", 19.2)]
    [InlineData("wuhu", "yrd-demo", 4.6)]
    public void the_estimate_between_hubs_follows_the_published_formula(string from, string to, double milliseconds) =>
        World.Latency(PlaceId.From(from), World.Places[PlaceId.From(to)].Location)!.Value.ShouldBe(milliseconds, 0.11);

    [Fact]
    public void a_measured_pair_is_measured_and_names_who_measured_it()
    {
        var roundTrip = World.Latency(PlaceId.From("aws.us-east-1"), SiteId.From("aws.eu-west-1"))!;
        roundTrip.Value.ShouldBe(84.9);
        roundTrip.Provenance.Basis.ShouldBe(Basis.Measured);
        roundTrip.Provenance.Source.ShouldContain("three clouds");
    }

    [Fact]
    public void every_pair_of_a_place_and_a_site_has_a_round_trip_with_a_basis()
    {
        foreach (var place in World.Places.Keys)
            foreach (var site in World.Sites.Keys)
                World.Latency(place, site).ShouldNotBeNull().Provenance.Basis.ShouldBeOneOf(Basis.Measured, Basis.Estimated);
    }

    [Fact]
    public void the_same_place_costs_the_minimum() =>
        World.Latency(PlaceId.From("hangzhou"), SiteId.From("hangzhou-ai")).ShouldBe(new Figure(1, World.Latency(PlaceId.From("wuhan"), SiteId.From("chengdu-ic"))!.Provenance));

    [Fact]
    public void an_unknown_place_or_site_has_no_round_trip()
    {
        World.Latency(PlaceId.From("atlantis"), SiteId.From("hangzhou-ai")).ShouldBeNull();
        World.Latency(PlaceId.From("hangzhou"), SiteId.From("atlantis")).ShouldBeNull();
    }
}

using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.Orchestrator.Tests.World;

public sealed class CarbonTests
{
    private static readonly WorldCatalogue World = ShippedWorld.Catalogue;

    /// <summary>Annual means of the direct and of the life-cycle series of 2023, Electricity Maps.</summary>
    [Theory]
    [InlineData("de", 307.7, 367.0)]
    [InlineData("us-cal-ciso", 194.0, 260.7)]
    [InlineData("us-mida-pjm", 321.8, 392.4)]
    [InlineData("gb", 128.6, 187.5)]
    [InlineData("sg", 369.2, 488.1)]
    public void an_hourly_profile_has_the_mean_of_the_direct_series_not_of_the_life_cycle_one(string region, double direct, double lifeCycle)
    {
        var year = World.Regions[RegionId.From(region)].SeriesFrom(new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), 8760);
        year.GramsPerKilowattHour.Average().ShouldBe(direct, 0.5);
        Math.Abs(year.GramsPerKilowattHour.Average() - lifeCycle).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void a_grid_with_only_a_life_cycle_figure_is_unknown()
    {
        var ireland = World.Regions[RegionId.From("ie")];
        ireland.GramsPerKilowattHour(DateTimeOffset.UnixEpoch).ShouldBeNull();
        ireland.SeriesFrom(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), 24).ShouldSatisfyAllConditions(
            s => s.GramsPerKilowattHour.ShouldBeEmpty(), s => s.Provenance.Basis.ShouldBe(Basis.Unknown));
    }

    [Fact]
    public void a_chinese_province_has_its_official_annual_factor_at_every_hour()
    {
        var sichuan = World.Regions[RegionId.From("cn-sichuan")];
        var series = sichuan.SeriesFrom(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(6), 40);
        series.GramsPerKilowattHour.ShouldAllBe(g => g == 140.4);
        series.Provenance.ShouldSatisfyAllConditions(p => p.Basis.ShouldBe(Basis.Stated), p => p.AsOf.ShouldBe(new DateOnly(2022, 12, 31)));
        sichuan.Carbon!.VariesByHour.ShouldBeFalse();
    }

    [Fact]
    public void a_profile_is_read_in_utc_whatever_the_offset_of_the_instant()
    {
        var california = World.Regions[RegionId.From("us-cal-ciso")];
        var utc = new DateTimeOffset(2026, 3, 1, 2, 30, 0, TimeSpan.Zero);
        california.GramsPerKilowattHour(utc.ToOffset(TimeSpan.FromHours(-8)))!.Value.ShouldBe(california.GramsPerKilowattHour(utc)!.Value);
        // At 20:00 UTC the sun stands over California; at 03:00 it has set.
        california.GramsPerKilowattHour(utc.AddHours(17.5))!.Value.ShouldBeLessThan(california.GramsPerKilowattHour(utc)!.Value / 1.5);
    }

    [Fact]
    public void every_region_of_a_hub_and_most_sites_know_their_carbon()
    {
        foreach (var hub in World.Hubs) World.Regions[World.Places[hub.Place].Region].Carbon.ShouldNotBeNull();
        World.Sites.Values.Where(s => World.Regions[s.Region].Carbon is null).Select(s => s.Id.Value).ShouldBe(
            ["aws.ap-south-2", "aws.ap-southeast-5", "aws.eu-west-1", "aws.me-central-1", "aws.me-south-1", "azure.westcentralus", "azure.westus2", "azure.westus3"], ignoreOrder: true);
    }
}

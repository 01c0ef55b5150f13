using ComputeNet.Portal.Features.Sites.Telemetry;

namespace ComputeNet.Portal.Tests.Sites;

public class TimeChartTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 3, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 15)]
    [InlineData(60, 60)]
    [InlineData(1440, 1440)]
    public void the_axis_runs_from_the_first_reading_to_now_and_is_never_too_short(int minutesAgo, int length) =>
        TimeAxis.Of([Now.AddMinutes(-minutesAgo)], Now).ShouldSatisfyAllConditions(a => a.To.ShouldBe(Now), a => (a.To - a.From).TotalMinutes.ShouldBe(length));

    [Theory]
    [InlineData(1)]
    [InlineData(47)]
    [InlineData(90)]
    [InlineData(400)]
    [InlineData(1440)]
    public void ticks_are_few_round_and_within(int minutes)
    {
        var axis = TimeAxis.Of([Now.AddMinutes(-minutes)], Now);
        axis.Ticks.Count.ShouldBeInRange(1, 6);
        axis.Ticks.ShouldAllBe(t => t >= axis.From && t <= axis.To && t.Second == 0 && t.Minute % 5 == 0);
        axis.Ticks.ShouldBeInOrder();
    }

    [Fact]
    public void the_way_over_missing_readings_is_dashed_and_the_rest_is_not()
    {
        var line = new TimeLine("#0", [Point(0), Point(5), Point(60), Point(65)]);
        line.Solid(Place).ShouldBe("M0 0L5 0M60 0L65 0");
        line.Dashed(Place, isStale: false).ShouldBe("M5 0L60 0");
        line.Dashed(Place, isStale: true).ShouldBe("M5 0L60 0M65 0L100 0");
    }

    [Fact]
    public void a_line_of_nothing_draws_nothing() =>
        new TimeLine("#0", []).ShouldSatisfyAllConditions(l => l.Solid(Place).ShouldBeEmpty(), l => l.Dashed(Place, isStale: true).ShouldBeEmpty());

    private static TimePoint Point(int minute) => new(Now.AddMinutes(minute), minute / 100.0, 0, 1);

    private static (double X, double Y) Place(TimePoint point) => (point.X * 100, point.Y);
}

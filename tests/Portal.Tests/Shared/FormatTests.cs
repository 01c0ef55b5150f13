using System.Globalization;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Tests.Shared;

public class FormatTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.012345, "0.0123")]
    [InlineData(4.567, "4.57")]
    [InlineData(78.94, "78.9")]
    [InlineData(123.4, "123")]
    [InlineData(12345, "12,300")]
    [InlineData(-1999, "-2,000")]
    [InlineData(double.NaN, "—")]
    public void three_significant_figures_with_thousands_apart(double value, string text) => Format.Significant(value, English).ShouldBe(text);

    [Theory]
    [InlineData(5, "0:05")]
    [InlineData(93, "1:33")]
    [InlineData(11100, "3:05:00")]
    [InlineData(183900, "2 d 3:05:00")]
    public void a_duration_reads_like_a_clock(int seconds, string text) => Format.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(2, "Time_Now", 0)]
    [InlineData(12, "Time_SecondsAgo", 12)]
    [InlineData(-90, "Time_MinutesIn", 1)]
    [InlineData(7200, "Time_HoursAgo", 2)]
    [InlineData(259200, "Time_DaysAgo", 3)]
    public void a_distance_in_time_has_a_word(int secondsAgo, string key, long count)
    {
        var now = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        RelativeTime.Of(now.AddSeconds(-secondsAgo), now).ShouldBe((key, count));
    }

    [Fact]
    public void the_whole_instant_is_in_the_viewers_zone_and_names_it() =>
        RelativeTime.Absolute(new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero), Viewer.In("Asia/Shanghai"), English).ShouldBe("2026-11-24 04:00:00 UTC+8:00 (Asia/Shanghai)");

    [Fact]
    public void a_zone_that_nobody_knows_is_read_as_utc() => Viewer.In("Mars/Olympus").Zone.ShouldBe(TimeZoneInfo.Utc);
}

using ComputeNet.Portal.Features.Audit;

namespace ComputeNet.Portal.Tests.Audit;

public class AuditFilterTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.CreateCustomTimeZone("+8", TimeSpan.FromHours(8), "+8", "+8");

    [Fact]
    public void days_are_whole_days_of_the_viewers_zone()
    {
        var query = AuditFilter.Read(null, null, null, null, "2026-11-23", "2026-11-23").ToQuery(Shanghai, null, 100);

        query.From.ShouldBe(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero));
        query.To.ShouldBe(new DateTimeOffset(2026, 11, 23, 16, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("")]
    [InlineData(null)]
    public void what_is_not_a_usable_day_is_dropped(string? text) => AuditFilter.Read(null, null, null, null, text, text).ShouldBe(AuditFilter.None);

    [Fact]
    public void what_is_written_into_the_address_is_read_back()
    {
        var filter = new AuditFilter("alice", "site_lost", "site", "hangzhou-ai", new(2026, 1, 31), new(2026, 2, 28));
        var written = filter.Write();

        AuditFilter.Read((string?)written["actor"], (string?)written["action"], (string?)written["noun"], (string?)written["target"], (string?)written["from"], (string?)written["to"])
            .ShouldBe(filter);
    }
}

using System.Globalization;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Tests.Shared;

public class SentenceTests
{
    private static readonly Dictionary<string, string> Facts = new() { ["site"] = "a", ["needDevices"] = "12000", ["empty"] = "" };

    [Theory]
    [InlineData("no facts", "no facts")]
    [InlineData("{site} needs {needDevices}", "<a> needs <12000>")]
    [InlineData("{missing} and {empty}", "— and —")]
    [InlineData("an open { brace", "an open { brace")]
    [InlineData("", "")]
    public void facts_fill_their_places_and_gaps_are_visible(string template, string text) =>
        Sentence.Fill(template, Facts, (_, value) => $"<{value}>").ShouldBe(text);

    [Fact]
    public void facts_that_the_sentence_does_not_tell_are_not_lost() =>
        Sentence.Unused("at {site}", Facts).Keys.ShouldBe(["needDevices", "empty"]);

    [Theory]
    [InlineData("needDevices", "12000", "12,000")]
    [InlineData("limitMilliseconds", "20.25", "20.3 ms")]
    [InlineData("timeLimitSeconds", "90", "90 s")]
    [InlineData("timeLimitSeconds", "5400", "90 min")]
    [InlineData("seconds", "86400", "24 h")]
    [InlineData("needMebibytes", "81920", "80 GiB")]
    [InlineData("milliCoresPerMember", "2500", "2.5")]
    [InlineData("priceYuan", "1234.5", "¥1,234.50")]
    [InlineData("plannedStart", "2026-11-23T08:00:00.0000000+00:00", "2026-11-23 16:00")]
    [InlineData("deadline", "soon", "soon")]
    [InlineData("site", "hangzhou-ai", "Hangzhou")]
    [InlineData("exitCode", "137", "137")]
    public void a_fact_is_shown_in_the_unit_that_its_name_says(string fact, string value, string text) =>
        new FactText(CultureInfo.InvariantCulture, TimeZoneInfo.CreateCustomTimeZone("+8", TimeSpan.FromHours(8), "+8", "+8"), id => id == "hangzhou-ai" ? "Hangzhou" : null)
            .Show(fact, value).ShouldBe(text);
}

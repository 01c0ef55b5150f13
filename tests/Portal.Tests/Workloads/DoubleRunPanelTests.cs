using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Features.Workloads;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Workloads;

/// <summary>Work that was done twice: both places and both ends.</summary>
public class DoubleRunPanelTests
{
    private static readonly DateTimeOffset Now = FakeWatch<string>.AsOf;
    private static readonly RunTold Stray = new(new("w-1.1"), new("hangzhou-ai"), new("hangzhou-ai.main"), JobState.Succeeded, Now.AddHours(-2), Now.AddMinutes(-5), 0);
    private static readonly RunTold Other = new(new("w-1.2"), new("oregon-ai"), new("oregon-ai.gpu"), JobState.Running, Now.AddHours(-1), null, null);

    [Theory]
    [InlineData("en", "This work was done twice", "does not count", "counts")]
    [InlineData("zh-CN", "该任务被重复执行", "不计入", "计入")]
    public void both_runs_stand_side_by_side_with_place_and_end(string language, string title, string stray, string counts)
    {
        using var around = new PageContext(language);
        var panel = Render(around, new DoubleRun(DoubleRunCause.Fenced, Stray, Other, Now.AddHours(-1), Now));

        panel.Find("h2").TextContent.ShouldBe(title);
        panel.FindAll("tbody tr").Select(r => r.QuerySelector("td")!.FirstChild!.TextContent).ShouldBe([stray, counts]);
        panel.FindAll("tbody tr a").Select(a => a.GetAttribute("href")).ShouldBe(["/sites/hangzhou-ai", "/sites/oregon-ai"]);
        panel.FindAll("tbody tr")[0].QuerySelectorAll("time").Length.ShouldBe(2);
        panel.FindAll("tbody tr")[1].QuerySelectorAll("time").Length.ShouldBe(1, "it runs still");
    }

    [Fact]
    public void a_restart_by_the_scheduler_tells_how_often()
    {
        using var around = new PageContext();
        var panel = Render(around, new DoubleRun(DoubleRunCause.Restarted, Stray, null, null, Now) { Restarts = 2 });

        panel.Markup.ShouldContain("(2 restarts)");
        panel.Markup.ShouldContain("No other attempt had started");
    }

    private static IRenderedComponent<DoubleRunPanel> Render(PageContext around, DoubleRun run) =>
        around.Render<DoubleRunPanel>(p => p.Add(d => d.Runs, [run]).Add(d => d.Sites, SiteSample.All));
}

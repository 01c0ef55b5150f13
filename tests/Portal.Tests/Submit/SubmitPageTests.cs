using Bunit;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Submit;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Plans;

namespace ComputeNet.Portal.Tests.Submit;

public class SubmitPageTests
{
    [Fact]
    public void what_is_wrong_stands_at_its_field_and_nothing_is_asked()
    {
        using var around = new PageContext();
        var page = around.Render<SubmitPage>();
        page.Find("form").Submit();

        page.Find("#f-name").GetAttribute("aria-invalid").ShouldBe("true");
        page.Find("#f-name-note").TextContent.ShouldBe("1 to 100 characters");
        page.Find("#f-variants-0--command").GetAttribute("aria-describedby").ShouldBe("f-variants-0--command-note");
        around.Workloads.Previews.ShouldBeEmpty();
    }

    [Fact]
    public void candidates_come_before_the_commit_and_the_commit_leads_to_the_workload()
    {
        using var around = new PageContext();
        around.Workloads.PreviewAnswer = Preview;
        var page = Filled(around);
        page.Find("#submit").HasAttribute("disabled").ShouldBeTrue();

        page.Find("form").Submit();

        page.Find(".why-message").TextContent.ShouldContain("b is the only place that the rules allow");
        page.Find(".refused-rule").TextContent.ShouldBe("Architecture differs");
        page.Find("#submit").Click();
        around.Workloads.Submits.ShouldHaveSingleItem().Body.Variants[0].Command.ShouldBe(["python", "train it.py"]);
        around.Navigation.Uri.ShouldEndWith("/workloads/w-new");
    }

    [Fact]
    public void a_changed_form_must_be_looked_at_again_before_it_is_submitted()
    {
        using var around = new PageContext();
        around.Workloads.PreviewAnswer = Preview;
        var page = Filled(around);
        page.Find("form").Submit();

        page.Find("#f-gangMembers").Change("4");

        page.Find("#submit").HasAttribute("disabled").ShouldBeTrue();
        page.Find(".submit-acts").TextContent.ShouldContain("look again");
    }

    [Fact]
    public void field_errors_of_the_orchestrator_stand_at_their_fields()
    {
        using var around = new PageContext();
        around.Workloads.PreviewAnswer = new Trouble("invalid-fields", new Dictionary<string, string>(), new Dictionary<string, string[]> { ["variants[0].devicesPerMember"] = ["must be less."] });
        var page = Filled(around);
        page.Find("form").Submit();

        page.Find("#f-variants-0--devicesPerMember-note").TextContent.ShouldBe("must be less.");
        page.Find(".submit-acts [role=alert]").TextContent.ShouldContain("Everything that you entered is still here");
    }

    [Fact]
    public void variants_are_added_and_removed()
    {
        using var around = new PageContext();
        var page = around.Render<SubmitPage>();
        page.Find(".add-variant").Click();
        page.FindAll("fieldset.variant").Count.ShouldBe(2);

        page.FindAll(".remove-variant")[0].Click();

        page.FindAll("fieldset.variant").Count.ShouldBe(1);
        page.FindAll(".remove-variant").ShouldBeEmpty();
    }

    [Fact]
    public void a_workload_can_be_submitted_again_from_its_own_request()
    {
        using var around = new PageContext();
        around.Navigation.NavigateTo("/submit?like=w-1");
        around.Workloads.One.Say(Workloads.WorkloadSample.View(Workloads.WorkloadSample.Waiting("w-1")));
        var page = around.Render<SubmitPage>();

        page.WaitForAssertion(() => page.Find("#f-variants-0--command").GetAttribute("value").ShouldBe("python 'train it.py'"));
    }

    [Fact]
    public void an_example_fills_the_form()
    {
        using var around = new PageContext("zh-CN");
        var page = around.Render<SubmitPage>();
        page.Find(".template").Click();

        page.FindAll("fieldset.variant").Count.ShouldBe(2);
        page.Find("#f-gangMembers").GetAttribute("value").ShouldBe("4");
        page.Find(".picked button").TextContent.ShouldContain("CN");
    }

    private static Contracts.Plans.DecisionView Preview { get; } = new(null, null, Sample.Now, true,
        [Sample.Allowed("b.x", terms: ("price", 20)), Sample.Refused("a.x", "architecture-differs", ("needArchitecture", "cuda"), ("poolArchitecture", "cpu"))], null);

    private static IRenderedComponent<SubmitPage> Filled(PageContext around)
    {
        var page = around.Render<SubmitPage>();
        page.Find("#f-name").Change("job");
        page.Find("#f-variants-0--command").Input("python 'train it.py'");
        return page;
    }
}

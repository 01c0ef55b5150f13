using ComputeNet.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace ComputeNet.EndToEnd.Tests.Journeys;

[Collection(RunningNetwork.Name)]
public sealed class TenantJourney(RunningNetwork network)
{
    private const string Plans = "Features.Plans.PlanTexts";
    private const string Submit = "Features.Submit.SubmitTexts";
    private const string Workloads = "Features.Workloads.WorkloadTexts";

    public static TheoryData<Look> Looks => [Look.WideChineseDark, Look.NarrowEnglishLight];

    [Theory, MemberData(nameof(Looks))]
    public async Task a_tenant_submits_a_real_computation_and_sees_it_finish_without_a_reload(Look look)
    {
        await using var visit = await network.OpenAsync(look);
        var page = visit.Page;
        await visit.SignInAsync("tenant", network.PasswordOf("tenant"));
        await visit.FollowAsync("submit");

        // The candidates come before the commitment.
        await page.GetByRole(AriaRole.Button, new() { Name = look.Text(Submit, "Template_Primes") }).ClickAsync();
        await Assertions.Expect(page.Locator("#submit")).ToBeDisabledAsync();
        await page.ClickAsync("#preview");
        await page.GetByRole(AriaRole.Heading, new() { Name = look.Text(Plans, "Why_TitlePreview") }).WaitForAsync();
        await page.GetByRole(AriaRole.Table, new() { Name = look.Text(Plans, "Why_Allowed") }).WaitForAsync();
        await visit.IsInOrderAsync();
        await Assertions.Expect(page.Locator("#submit")).ToBeEnabledAsync();
        await page.ClickAsync("#submit");

        // From here on nobody touches the page: it follows the work to its end and shows what was computed.
        await visit.IsAtAsync("**/workloads/w-*");
        await page.GetByText(look.Text(Workloads, "Event_workload_finished_succeeded")).WaitForAsync(new() { Timeout = 120_000 });
        await page.GetByText("9592 primes below 100000").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = look.Text(Plans, "Why_Title"), Exact = true }).WaitForAsync();
        await visit.IsInOrderAsync();

        await visit.FollowAsync("workloads");
        await page.GetByRole(AriaRole.Link, new() { Name = "count-primes" }).First.WaitForAsync();
    }

    [Fact]
    public async Task a_tenant_who_opens_an_operators_page_is_told_so()
    {
        await using var visit = await network.OpenAsync(Look.WideEnglishLight);
        await visit.SignInAsync("tenant", network.PasswordOf("tenant"));
        await visit.Page.GotoAsync("/plans");
        await visit.Page.GetByText(visit.Look.Text("Features.Access.AccessTexts", "NotAllowed_Title")).WaitForAsync();
        await visit.IsInOrderAsync();
    }
}

using ComputeNet.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace ComputeNet.EndToEnd.Tests.Journeys;

[Collection(RunningNetwork.Name)]
public sealed class OperatorJourney(RunningNetwork network)
{
    private const string Access = "Features.Access.AccessTexts";
    private const string Fleet = "Features.Fleet.FleetTexts";
    private const string Sites = "Features.Sites.SitesTexts";
    private const string Layout = "Layout.LayoutTexts";

    public static TheoryData<Look> Looks => [Look.WideEnglishLight, Look.NarrowChineseDark];

    [Theory, MemberData(nameof(Looks))]
    public async Task an_operator_signs_in_and_looks_around_the_network(Look look)
    {
        await network.SubmitAsync("something-to-plan");
        await using var visit = await network.OpenAsync(look);
        var page = visit.Page;
        await page.GotoAsync("/fleet");
        await page.GetByRole(AriaRole.Heading, new() { Name = look.Text(Access, "SignIn_Title") }).WaitForAsync();
        await visit.SignInAsync("operator", network.PasswordOf("operator"));
        await visit.IsAtAsync("**/fleet*");

        // A site found by its name in the list (the slash leads to the filter), seen on the map and in the panel, then on its own page.
        var name = look.Language == "en" ? "Hangzhou AI Computing Center" : "杭州人工智能计算中心";
        await page.Keyboard.PressAsync("/");
        await page.WaitForFunctionAsync("() => document.activeElement?.tagName === 'INPUT'");
        await page.Keyboard.TypeAsync(name);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('tbody th button').length === 1");
        await visit.Button(name).ClickAsync();
        await visit.IsAtAsync("**/fleet*site=hangzhou-ai*");
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = look.Text(Fleet, "Panel") });
        await panel.GetByRole(AriaRole.Heading, new() { Name = name }).WaitForAsync();
        await visit.IsInOrderAsync();
        await panel.GetByRole(AriaRole.Link, new() { Name = look.Text(Fleet, "Panel_Open"), Exact = true }).ClickAsync();
        await visit.IsAtAsync("**/sites/hangzhou-ai");
        await page.GetByRole(AriaRole.Heading, new() { Name = look.Text(Sites, "Pools"), Exact = true }).WaitForAsync();
        (await page.InnerTextAsync("main")).ShouldContain("hangzhou-ai.");

        // The palette finds another one by a few letters; what is typed before it has the focus goes nowhere.
        await page.Keyboard.PressAsync("Control+k");
        await page.WaitForFunctionAsync("() => document.activeElement?.matches('dialog#palette input[role=combobox]')");
        await page.Keyboard.TypeAsync("chengdu ic");
        await page.Locator("[role=option][aria-selected=true]").Filter(new() { HasText = "chengdu-ic" }).WaitForAsync();
        await visit.IsInOrderAsync();
        await page.Keyboard.PressAsync("Enter");
        await visit.IsAtAsync("**/sites/chengdu-ic");

        // The plans behind it all: the newest one, whole, and solved again to the same plan.
        await visit.FollowAsync("plans");
        await page.Locator("table.plans a").First.ClickAsync();
        await visit.IsAtAsync("**/plans/p-*");
        await page.GetByText(look.Text("Features.Plans.PlanTexts", "Replay_Same")).WaitForAsync();
        await visit.IsInOrderAsync();

        await SignOutAsync(visit);
        await page.GotoAsync("/fleet");
        await visit.IsAtAsync("**/sign-in*");
    }

    private static async Task SignOutAsync(Visit visit)
    {
        await visit.Page.ClickAsync("details.account summary");
        await visit.Page.Locator("details.account").GetByRole(AriaRole.Button, new() { Name = visit.Look.Text(Layout, "SignOut") }).ClickAsync();
        await visit.IsAtAsync("**/sign-in*");
    }
}

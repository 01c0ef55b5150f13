using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace ComputeNet.EndToEnd.Tests.Journeys;

/// <summary>An operator registers a site and invites it; the site joins; a person of the site signs in and sees that site alone.</summary>
[Collection(RunningNetwork.Name)]
public sealed class EnrolmentJourney(RunningNetwork network)
{
    private const string Sites = "Features.Sites.SitesTexts";
    private const string Access = "Features.Access.AccessTexts";

    public static TheoryData<Look, string> Looks => new() { { Look.WideEnglishLight, "lab-seven" }, { Look.NarrowChineseDark, "lab-eight" } };

    [Theory, MemberData(nameof(Looks))]
    public async Task a_site_is_registered_invited_joined_and_seen_by_its_own_people(Look look, string id)
    {
        await using var visit = await network.OpenAsync(look);
        var page = visit.Page;
        await page.GotoAsync("/sign-in");
        await visit.SignInAsync("operator", network.PasswordOf("operator"));
        await visit.GoAsync("/register");
        await page.Locator("form.register input").Nth(0).FillAsync(id);
        await page.Locator("form.register input").Nth(1).FillAsync("Lab " + id);
        await page.Locator("form.register input").Nth(2).FillAsync("实验室 " + id);
        await page.Locator("form.register select").Nth(0).SelectOptionAsync("hangzhou");
        await visit.Button(look.Text(Sites, "Register_Do")).ClickAsync();
        await visit.IsAtAsync($"**/sites/{id}?join=1");

        // The dialog is open: a token is made, its command is seen once.
        await visit.Button(look.Text(Sites, "Join_Make")).ClickAsync();
        var command = await page.Locator("#join-command").InnerTextAsync();
        await visit.IsInOrderAsync();

        // The adapter's side of the exchange, as its own tests make it; here only what the dialog tells of it matters.
        using var site = await Joining.ExchangeAsync(network.Address, command);
        await page.Locator(".join-steps li.done").Nth(1).WaitForAsync();
        (await page.ContentAsync()).ShouldNotContain(site.Token, Case.Sensitive, "a used token is gone from the page");
        await site.DeclareAsync(id);
        await page.Locator(".join-steps li.done").Nth(2).WaitForAsync();

        // A person of the site: its page, and nothing of another's.
        using var operators = await network.SignInAsync("operator");
        await operators.Client.SiteOperations.CreateUserAsync(new SiteId(id), new CreateSiteUser(new UserId($"{id}-keeper"), "the keeper's password"));
        await using var own = await network.OpenAsync(look);
        await own.Page.GotoAsync("/sign-in");
        await own.SignInAsync($"{id}-keeper", "the keeper's password");
        await own.IsAtAsync($"**/sites/{id}");
        await own.Page.GetByRole(AriaRole.Heading, new() { Name = look.Text(Sites, "Health_Online") }).WaitForAsync();
        await own.IsInOrderAsync();
        foreach (var other in new[] { "/fleet", "/workloads", "/sites/hangzhou-ai", "/policy" })
        {
            await own.GoAsync(other);
            await own.Page.GetByRole(AriaRole.Heading, new() { Name = look.Text(Access, "NotAllowed_Title") }).WaitForAsync();
        }
    }
}

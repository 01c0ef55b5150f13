using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>One person's window on the portal. It remembers what went wrong on the way: errors of scripts, failed loads, requests to strangers.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly Uri address;
    private readonly List<string> troubles = [];

    private Visit(IBrowserContext context, IPage page, Uri address, Look look)
    {
        (this.context, this.address, Page, Look) = (context, address, page, look);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } url && url.Authority != address.Authority)
                troubles.Add($"asked a stranger: {request.Url}");
        };
        page.PageError += (_, error) => troubles.Add($"script error: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 500)
                troubles.Add($"{response.Status} for {response.Url}");
        };
    }

    public IPage Page { get; }

    public Look Look { get; }

    public static async Task<Visit> OpenAsync(IBrowser browser, Uri address, Look look)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = look.Language,
            ColorScheme = look.Scheme,
            ViewportSize = new() { Width = look.Width, Height = 900 },
            TimezoneId = "Asia/Shanghai",
        });
        context.SetDefaultTimeout(30_000);
        return new(context, await context.NewPageAsync(), address, look);
    }

    /// <summary>Signs in on the page that everybody is sent to first.</summary>
    public async Task SignInAsync(string user, string password)
    {
        await Page.GotoAsync("/");
        await Page.FillAsync("#user", user);
        await Page.FillAsync("#password", password);
        await Page.ClickAsync("form button.primary");
        await InteractiveAsync();
    }

    /// <summary>Goes to a page and waits until it is alive and has loaded what it shows.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>By the navigation, as a person does.</summary>
    public async Task FollowAsync(string path)
    {
        await Page.ClickAsync($"a.page-link[href='{path}']");
        await IsAtAsync($"**/{path}*");
        await LoadedAsync();
    }

    /// <summary>Asks the page where it is until it is there: waiting for the event of a navigation misses one that ends just then.</summary>
    public Task IsAtAsync(string pattern) =>
        Assertions.Expect(Page).ToHaveURLAsync(new Regex("^" + Regex.Escape(pattern).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*") + "$"), new() { Timeout = 30_000 });

    public ILocator Button(string text) => Page.GetByRole(AriaRole.Button, new() { Name = text, Exact = true });

    /// <summary>Nothing for a screen reader or a weak eye to stumble over, nothing cut off at the side, and no trouble on the way here.</summary>
    public async Task IsInOrderAsync()
    {
        var axe = await Page.RunAxe();
        axe.Violations.Select(v => $"{v.Id} ({v.Help}): {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}").ShouldBeEmpty($"{Page.Url} at {Look}");
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Look.Width, $"{Page.Url} at {Look} scrolls sideways");
        (await Page.GetAttributeAsync("html", "lang")).ShouldBe(Look.Language);
        troubles.ShouldBeEmpty($"{Page.Url} at {Look}");
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    /// <summary>The dot of the line's state appears when the page's own connection and the hub are both up.</summary>
    private async Task InteractiveAsync()
    {
        await Page.WaitForSelectorAsync(".line-state.up .dot", new() { State = WaitForSelectorState.Attached });
        await LoadedAsync();
    }

    private Task LoadedAsync() => Page.WaitForFunctionAsync("() => document.querySelector('h1') && !document.querySelector('[class*=skeleton]')");
}

using System.Net;
using System.Text.RegularExpressions;

namespace ComputeNet.Portal.Tests.Host;

/// <summary>The portal as a browser meets it: doors, cookies, languages, assets.</summary>
public sealed partial class PortalHostTests : IAsyncLifetime
{
    private TinyOrchestrator orchestrator = null!;
    private RunningPortal portal = null!;

    public async ValueTask InitializeAsync()
    {
        orchestrator = await TinyOrchestrator.StartAsync();
        portal = await RunningPortal.StartAsync(orchestrator.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await orchestrator.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/fleet")]
    [InlineData("/sites/hangzhou-ai")]
    [InlineData("/workloads")]
    [InlineData("/submit")]
    [InlineData("/plans")]
    [InlineData("/audit")]
    [InlineData("/audit/export?format=csv")]
    [InlineData("/no/such/page")]
    public async Task whoever_is_not_signed_in_is_sent_to_the_door(string path)
    {
        using var response = await portal.Http.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        response.Headers.Location!.PathAndQuery.ShouldStartWith("/sign-in?returnUrl=");
    }

    [Fact]
    public async Task no_circuit_opens_for_whoever_is_not_signed_in()
    {
        using var response = await portal.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task the_right_password_opens_with_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using var response = await portal.SignInAsync(TinyOrchestrator.Password, "/fleet?state=lost");

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        response.Headers.Location!.OriginalString.ShouldEndWith("/fleet?state=lost");
        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("computenet.portal=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldContain("expires=", Case.Insensitive);
        cookie.ShouldNotContain(TinyOrchestrator.Token);
        (await portal.Http.GetAsync("/fleet")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task nobody_is_led_away_after_signing_in(string returnUrl)
    {
        using var response = await portal.SignInAsync(TinyOrchestrator.Password, returnUrl);
        new Uri(portal.Http.BaseAddress!, response.Headers.Location!).AbsoluteUri.ShouldBe(portal.Http.BaseAddress!.AbsoluteUri);
    }

    [Fact]
    public async Task a_wrong_password_is_told_inline_and_leaves_the_door_shut()
    {
        using var response = await portal.SignInAsync("wrong");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldMatch("role=\"alert\"[^<]*<p class=\"notice-what\">[^<]{10,}");
        (await portal.Http.GetAsync("/fleet")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task an_orchestrator_that_is_away_is_told_as_that()
    {
        orchestrator.IsAway = true;
        using var response = await portal.SignInAsync(TinyOrchestrator.Password);
        (await response.Content.ReadAsStringAsync()).ShouldContain("orchestrator does not answer");
    }

    [Fact]
    public async Task signing_out_revokes_the_token_and_forgets_the_cookie()
    {
        await portal.SignInAsync(TinyOrchestrator.Password);

        using var response = await portal.PostAsync("/sign-out", "/fleet");

        response.Headers.Location!.OriginalString.ShouldBe("/sign-in");
        orchestrator.Revoked.ShouldBeTrue();
        (await portal.Http.GetAsync("/fleet")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/language")]
    public async Task a_form_of_another_site_is_not_taken(string path)
    {
        await portal.SignInAsync(TinyOrchestrator.Password);
        using var response = await portal.Http.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("language", "en")]));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        orchestrator.Revoked.ShouldBeFalse();
    }

    [Fact]
    public async Task the_chosen_language_stays_and_another_is_refused_by_name()
    {
        (await portal.Http.GetStringAsync("/sign-in")).ShouldContain("<html lang=\"en\"");

        using var response = await portal.PostAsync("/language", "/sign-in", ("language", "zh-CN"), ("returnUrl", "/sign-in"));
        response.Headers.Location!.OriginalString.ShouldBe("/sign-in");
        var page = await portal.Http.GetStringAsync("/sign-in");
        page.ShouldContain("<html lang=\"zh-CN\"");

        using var refused = await portal.PostAsync("/language", "/sign-in", ("language", "tlh"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("tlh");
    }

    [Fact]
    public async Task a_page_asks_for_nothing_but_what_we_serve_and_all_of_that_is_there()
    {
        await portal.SignInAsync(TinyOrchestrator.Password);
        var page = await portal.Http.GetStringAsync("/fleet");

        page.ShouldNotMatch("(src|href)=\"(https?:)?//");
        var assets = Asset().Matches(page).Select(m => m.Groups[1].Value).Append("map/world.svg").Append("map/china.svg").Distinct().ToList();
        assets.Count.ShouldBeGreaterThan(8);
        foreach (var asset in assets)
            (await portal.Http.GetAsync("/" + asset)).StatusCode.ShouldBe(HttpStatusCode.OK, asset);
    }

    [Fact]
    public async Task an_unknown_address_is_a_page_of_ours_and_a_404()
    {
        await portal.SignInAsync(TinyOrchestrator.Password);
        (await portal.Http.GetAsync("/no/such/page")).Headers.Location!.OriginalString.ShouldBe("/not-found");
        var page = await portal.Http.GetAsync("/not-found");
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await page.Content.ReadAsStringAsync()).ShouldContain("<h1");
        (await portal.Http.GetAsync("/api/no-such-thing")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the Orchestrator's roots are not ours");
    }

    [GeneratedRegex("(?:src|href)=\"([a-zA-Z_][^\":?#]*\\.(?:css|js|svg))\"")]
    private static partial Regex Asset();
}

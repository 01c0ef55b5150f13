using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Portal.Tests.Host;

/// <summary>The whole portal on a port of its own, and a browser-like client without a browser: cookies yes, redirects by hand.</summary>
internal sealed partial class RunningPortal : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string keys;

    private RunningPortal(WebApplication app, string keys)
    {
        this.app = app;
        this.keys = keys;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = new(app.Urls.Single()) };
        Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public CookieContainer Cookies { get; } = new();
    public HttpClient Http { get; }

    public static async Task<RunningPortal> StartAsync(Uri orchestrator)
    {
        var keys = Directory.CreateTempSubdirectory("portal-keys").FullName;
        // The name leads to the portal's own static assets, which the build copies beside the tests.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(App).Assembly.GetName().Name, EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.AddPortal(new PortalOptions(orchestrator) { KeysFolder = keys });
        var app = builder.Build();
        app.MapPortal();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return new(app, keys);
    }

    public async Task<HttpResponseMessage> SignInAsync(string password, string? returnUrl = null)
    {
        var path = "/sign-in" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl));
        var token = Antiforgery().Match(await Http.GetStringAsync(path)).Groups[1].Value;
        return await Http.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Entry.User"] = "operator",
            ["Entry.Password"] = password,
        }));
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string pageWithForm, params (string Name, string Value)[] fields)
    {
        var token = Antiforgery().Match(await Http.GetStringAsync(pageWithForm)).Groups[1].Value;
        return await Http.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}

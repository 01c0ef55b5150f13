using Microsoft.Playwright;

namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>The distribution's browser, started when the first window is asked for.</summary>
public sealed class TestBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A fresh window, with nobody signed in.</summary>
    public async Task<Visit> OpenAsync(Uri address, Look look)
    {
        browser ??= await LaunchAsync();
        return await Visit.OpenAsync(browser, address, look);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            // Playwright's own download is not available everywhere; infra/test.sh installs the distribution's browser.
            ExecutablePath = Names.Select(ComputeNet.Standalone.ProgramRun.OnPath).FirstOrDefault(path => path is not null)
                ?? throw new InvalidOperationException($"No browser on the PATH ({string.Join(", ", Names)}); infra/test.sh installs one."),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }
}

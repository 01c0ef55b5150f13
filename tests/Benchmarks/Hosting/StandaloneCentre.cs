using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ComputeNet.Client;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Tenants;
using ComputeNet.Standalone;
using Marten;

namespace ComputeNet.Benchmarks.Hosting;

/// <summary>
/// The standalone form as a process of its own on a PostgreSQL of its own, which outlives it: it can be killed and started again. It knows the sites that it is told of;
/// their agents run elsewhere.
/// </summary>
internal sealed class StandaloneCentre : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ThrowAwayPostgres postgres;
    private readonly string folder = Directory.CreateTempSubdirectory("cn-centre-").FullName;
    private readonly int port = ListenPort.Claim(0);
    private readonly IReadOnlyList<SiteId> sites;
    private readonly double speed;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentDictionary<SiteId, string> tokens = new();
    private Process? process;

    private StandaloneCentre(ThrowAwayPostgres postgres, IReadOnlyList<SiteId> sites, double speed, IReadOnlyDictionary<string, string> settings) =>
        (this.postgres, this.sites, this.speed, this.settings) = (postgres, sites, speed, settings);

    public Uri Address => new($"http://127.0.0.1:{port}/");

    public string ConnectionString => postgres.ConnectionString;

    /// <summary>The running process; 0 while there is none.</summary>
    public int Id => process is { HasExited: false } running ? running.Id : 0;

    public int PostgresId => int.Parse(File.ReadLines(Path.Combine(postgres.Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>The last lines that it said.</summary>
    public string Said => string.Join('\n', lines.TakeLast(100));

    /// <param name="sites">Sites that the catalogue does not know, all at one place.</param>
    /// <param name="speed">Simulated seconds per real one.</param>
    /// <param name="settings">What else is set in the section <c>ComputeNet</c>.</param>
    public static async Task<StandaloneCentre> StartAsync(IReadOnlyList<SiteId> sites, double speed, IReadOnlyDictionary<string, string> settings)
    {
        var centre = new StandaloneCentre(await ThrowAwayPostgres.StartAsync(), sites, speed, settings);
        await centre.LaunchAsync();
        await centre.IssueAsync();
        return centre;
    }

    public string? TokenOf(SiteId site) => tokens.GetValueOrDefault(site);

    public async Task LaunchAsync()
    {
        var start = new ProcessStartInfo(Program(), [
            "--data", folder, "--port", port.ToString(CultureInfo.InvariantCulture), "--postgres", ConnectionString, "--speed", speed.ToString(CultureInfo.InvariantCulture), "--no-simulated-sites", "--no-local-site",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var (site, index) in sites.Select((site, index) => (site, index)))
            foreach (var (name, value) in new[] { ("Id", site.Value), ("NameZh", site.Value), ("NameEn", site.Value), ("Place", StandaloneOptions.DefaultPlace) })
                start.Environment[$"ComputeNet__OwnSites__{index}__{name}"] = value;
        foreach (var (name, value) in settings)
            start.Environment[$"ComputeNet__{name}"] = value;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var launched = new Process { StartInfo = start };
        launched.OutputDataReceived += (_, e) => Heard(e.Data, up);
        launched.ErrorDataReceived += (_, e) => Heard(e.Data, up);
        launched.Start();
        process = launched;
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        if (await Task.WhenAny(up.Task, launched.WaitForExitAsync()).WaitAsync(Patience) != up.Task)
            throw new InvalidOperationException($"The standalone form ended with {launched.ExitCode}:\n{Said}");
    }

    /// <summary>Sudden death; the database lives on.</summary>
    public async Task KillAsync()
    {
        if (process is not { } running)
            return;
        if (!running.HasExited)
            running.Kill();
        await running.WaitForExitAsync();
        running.Dispose();
        process = null;
    }

    public async Task<ComputeNetClient> SignInAsync(string user)
    {
        var http = new HttpClient { BaseAddress = Address };
        var session = await new ComputeNetClient(http, () => null).SignInAsync(new SignIn(user, settings[$"InitialPasswords__{user}"]));
        return new(http, () => session.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>One credential per site, written as an operator's tokens are kept: two thousand requests would only be slower.</summary>
    private async Task IssueAsync()
    {
        using var store = DocumentStore.For(options => Service.Ledger.Configure(options, ConnectionString));
        await using var session = store.LightweightSession();
        foreach (var site in sites)
        {
            tokens[site] = AccessToken.NewSecret();
            session.Insert(new AccessToken(
                $"t-{Guid.NewGuid():N}", AccessToken.HashOf(tokens[site]), "load", TokenScopes.Site, false, new UserId($"site.{site}"), Roles.Site, null, site, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)));
        }
        await session.SaveChangesAsync();
    }

    private void Heard(string? line, TaskCompletionSource up)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        while (lines.Count > 2000 && lines.TryDequeue(out _))
            continue;
        if (line.StartsWith("ComputeNet is at ", StringComparison.Ordinal))
            up.TrySetResult();
    }

    /// <summary>The build of the standalone form in the same configuration as this one: <c>tests/X/bin/Release/net10.0</c> → <c>infra/Standalone/bin/Release/net10.0</c>.</summary>
    private static string Program()
    {
        var output = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..];
        return Path.Combine([Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../..")), "infra", "Standalone", .. output, "ComputeNet.Standalone"]);
    }
}

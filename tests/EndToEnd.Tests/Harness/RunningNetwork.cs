using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>One running ComputeNet and one browser, shared by the tests that only use them.</summary>
public sealed class RunningNetwork : IAsyncLifetime
{
    public const string Name = "a running network";

    private readonly TemporaryFolder folder = new();
    private readonly TestBrowser browser = new();
    private StandaloneProcess? standalone;

    public Uri Address => standalone!.Address;

    public string PasswordOf(string user) => standalone!.FirstPasswords[user];

    public Task<Person> SignInAsync(string user) => Person.SignInAsync(Address, user, PasswordOf(user));

    /// <summary>A tenant's training that runs for half an hour here, so that there is a workload and a plan to look at.</summary>
    public async Task<WorkloadId> SubmitAsync(string name)
    {
        using var tenant = await SignInAsync("tenant");
        var accepted = await tenant.Client.SubmitAsync(new SubmitWorkload
        {
            Name = name,
            Variants = [new Variant { Architecture = Architecture.Cuda, DevicesPerMember = 8, TimeLimitSeconds = 36_000, Command = ["train"] }],
        });
        return accepted.Id;
    }

    /// <summary>A fresh browser window, with nobody signed in.</summary>
    public Task<Visit> OpenAsync(Look look) => browser.OpenAsync(Address, look);

    /// <summary>Speed 20: a simulated job of five minutes takes fifteen seconds, and a real one of a second stays within a limit of a minute.</summary>
    public async ValueTask InitializeAsync() => standalone = await StandaloneProcess.StartAsync(folder["data"], "--speed", "20");

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        if (standalone is not null)
        {
            await standalone.InterruptAsync();
            await standalone.DisposeAsync();
        }
        folder.Dispose();
    }
}

/// <summary>The tests that share one <see cref="RunningNetwork"/>.</summary>
[CollectionDefinition(RunningNetwork.Name)]
public sealed class RunningNetworkCollection : ICollectionFixture<RunningNetwork>;

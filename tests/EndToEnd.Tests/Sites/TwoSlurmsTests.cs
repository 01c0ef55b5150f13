using System.Globalization;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Adapters.Tests.Slurm;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace ComputeNet.EndToEnd.Tests.Sites;

/// <summary>
/// Two real Slurms of two versions join a running network beside its simulated fleet. A gang goes to the cheaper one; the slurmds of its nodes are killed; it finishes at the
/// other, once; and that the first copy ran on is seen and on record.
/// </summary>
public sealed class TwoSlurmsTests : IDisposable
{
    private const string Gpu = "nvidia-h100-sxm5";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly SiteId Older = new("slurm-2205");
    private static readonly SiteId Newer = new("slurm-2411");

    private readonly EndToEnd.Tests.Harness.TemporaryFolder folder = new();
    private readonly List<IDisposable> running = [];

    [Fact]
    public async Task a_gang_whose_slurmd_is_killed_finishes_elsewhere_once_and_the_double_run_is_shown()
    {
        SlurmSite.RequireOrSkip("22.05");
        SlurmSite.RequireOrSkip("24.11");
        var (older, newer) = (Keep(SlurmSite.Start("22.05")), Keep(SlurmSite.Start("24.11")));
        await using var network = await StandaloneProcess.StartAsync(folder["data"], "--no-local-site");
        using var person = await Person.SignInAsync(network.Address, "operator", network.FirstPasswords["operator"]);
        var adapters = new[] { await JoinAsync(network, person, Older, older, "1"), await JoinAsync(network, person, Newer, newer, "2") };
        using var tenant = await Person.SignInAsync(network.Address, "tenant", network.FirstPasswords["tenant"]);
        foreach (var site in new[] { Older, Newer })
            await UntilAsync(tenant, c => c.GetSiteAsync(site), s => s.Pools.Any(p => p.Id == Pool(site)), $"{site} declares its pools\n{Said(adapters)}");
        (await tenant.Client.ListSitesAsync()).Count(s => s.IsSimulated).ShouldBeGreaterThanOrEqualTo(100, "the simulated fleet is there, too");

        // Every copy goes on until the file is there: both Slurms are on this machine.
        var go = folder["go"];
        var id = (await tenant.Client.SubmitAsync(Gang(go))).Id;
        var first = await UntilAsync(tenant, c => c.GetWorkloadAsync(id), w => w.Summary.Phase == WorkloadPhase.Running, $"the gang starts\n{Said(adapters)}");
        first.Summary.Assignment.ShouldNotBeNull().Site.ShouldBe(Older, "it is the cheaper one");
        await SaidInAsync(older, id, "1");
        older.Kill("gpu01");
        older.Kill("gpu02");

        var second = await UntilAsync(tenant, c => c.GetWorkloadAsync(id), w => w.Summary is { Phase: WorkloadPhase.Running, Attempt: > 1 }, $"it starts elsewhere\n{Said(adapters)}");
        second.Summary.Assignment.ShouldNotBeNull().Site.ShouldBe(Newer);
        await SaidInAsync(newer, id, "");
        File.WriteAllText(go, "");

        var end = await UntilAsync(tenant, c => c.GetWorkloadAsync(id), w => w.Summary.Phase == WorkloadPhase.Finished && w.DoubleRuns is { Count: > 0 }, $"it ends, and the copy that ran on is seen\n{Said(adapters)}");
        end.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        end.Summary.Assignment.ShouldNotBeNull().Site.ShouldBe(Newer);
        end.Timeline.Count(e => e.Kind == "workload_finished").ShouldBe(1, "by the ledger it is done once");
        var twice = end.DoubleRuns.ShouldNotBeNull().ShouldHaveSingleItem();
        (twice.Stray.Site, twice.Stray.State).ShouldBe((Older, JobState.Succeeded));
        twice.Other.ShouldNotBeNull().Site.ShouldBe(Newer);
        await UntilAsync(tenant, c => c.GetSiteTrustAsync(Older), t => t is { Lost: 1, DoubleRuns: 1 }, "the site's trust tells of both");
        await IsShownAsync(network, id);
    }

    public void Dispose()
    {
        running.Reverse();
        running.ForEach(r => r.Dispose());
        folder.Dispose();
    }

    private static async Task IsShownAsync(StandaloneProcess network, WorkloadId id)
    {
        await using var browser = new TestBrowser();
        await using var visit = await browser.OpenAsync(network.Address, Look.WideChineseLight);
        await visit.SignInAsync("tenant", network.FirstPasswords["tenant"]);
        await visit.GoAsync($"/workloads/{id}");
        var table = visit.Page.GetByRole(AriaRole.Table, new() { Name = visit.Look.Text("Features.Workloads.WorkloadTexts", "Double_One") });
        foreach (var site in new[] { Older, Newer })
            await Assertions.Expect(table).ToContainTextAsync(Pool(site).Value);
        await visit.IsInOrderAsync();
    }

    private static SubmitWorkload Gang(string go) => new()
    {
        Name = "two variants",
        GangMembers = 2,
        Variants =
        [
            new() { Architecture = Architecture.Cuda, DevicesPerMember = 8, TimeLimitSeconds = 1800, ExpectedSeconds = 600, Command = Loop(go) },
            new() { Architecture = Architecture.Ascend, DevicesPerMember = 8, TimeLimitSeconds = 3600, ExpectedSeconds = 3000, Command = Loop(go) },
        ],
    };

    private static IReadOnlyList<string> Loop(string go) => ["sh", "-c", $"echo begun; while [ ! -e {go} ]; do sleep 0.5; done; echo done"];

    private static PoolId Pool(SiteId site) => new($"{site}.{Gpu}");

    private async Task<AdapterProcess> JoinAsync(StandaloneProcess network, Person person, SiteId site, SlurmSite slurm, string yuan)
    {
        await person.Client.SiteOperations.RegisterAsync(new(site, site.Value, site.Value, new("beijing"), SiteKind.Supercomputing));
        var offered = await person.Client.SiteOperations.OfferEnrolmentAsync(site, new() { Scheduler = "slurm" });
        var data = Directory.CreateDirectory(folder[site.Value]).FullName;
        var token = Path.Combine(data, "slurm-token");
        await File.WriteAllTextAsync(token, slurm.UserToken);
        return Keep(new AdapterProcess([
            "join", network.Address.ToString(), offered.Token, "--scheduler", "slurm", "--site", site.Value, "--data", data,
            $"--Slurm:Rest={slurm.Rest}", $"--Slurm:User={slurm.User}", $"--Slurm:TokenFile={token}", $"--Slurm:SharedFolder={slurm.Shared}", $"--Slurm:Models:gpu.h100={Gpu}",
            "--Slurm:PlacementPatienceSeconds=20", $"--Slurm:Pools:{Pool(site)}:PricePerDeviceHour=0.{yuan}", $"--Slurm:Pools:{Pool(site)}:WattsPerDevice=700",
        ]));
    }

    private T Keep<T>(T thing) where T : IDisposable
    {
        running.Add(thing);
        return thing;
    }

    /// <summary>Both members of the workload's newest job there have begun.</summary>
    private static async Task SaidInAsync(SlurmSite slurm, WorkloadId id, string attempt)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Directory.Exists(Path.Combine(slurm.Shared, "jobs")) || Directory.EnumerateDirectories(Path.Combine(slurm.Shared, "jobs"), $"{id}.{attempt}*")
            .All(job => Enumerable.Range(0, 2).Any(m => !File.Exists(Path.Combine(job, "attempt-0", $"member-{m}.log")) || File.ReadAllText(Path.Combine(job, "attempt-0", $"member-{m}.log")) != "begun\n")))
            await Task.Delay(200, patience.Token);
    }

    private static async Task<T> UntilAsync<T>(Person person, Func<Client.ComputeNetClient, Task<T>> ask, Func<T, bool> expected, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        T seen;
        while (!expected(seen = await person.InsistAsync(ask, Patience)))
        {
            if (patience.IsCancellationRequested)
                throw new ShouldAssertException(string.Create(CultureInfo.InvariantCulture, $"It never came about that {what}. Last seen: {System.Text.Json.JsonSerializer.Serialize(seen, Contracts.WireFormat.Json)}"));
            await Task.Delay(500);
        }
        return seen;
    }

    private static string Said(IEnumerable<AdapterProcess> adapters) => string.Join('\n', adapters.Select(a => a.Said));
}

using System.Globalization;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.EndToEnd.Tests.Harness;
using ComputeNet.Standalone;
using ComputeNet.Standalone.Postgres;

namespace ComputeNet.EndToEnd.Tests.KillTest;

/// <summary>
/// The process is killed again and again while work is submitted, placed, started and finished. Nothing is lost and nothing runs twice.
/// Another course: set COMPUTENET_SEED.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>A crash leaves gaps in the event sequence; projections must get over them in seconds, not when some idle transaction ends.</summary>
    private static readonly TimeSpan PatienceWithTheAudit = TimeSpan.FromSeconds(45);

    private readonly TemporaryFolder folder = new();
    private readonly int seed = int.Parse(Environment.GetEnvironmentVariable("COMPUTENET_SEED") ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    private readonly string port = ListenPort.Claim(0).ToString(CultureInfo.InvariantCulture);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task every_workload_finishes_exactly_once_however_often_the_process_is_killed()
    {
        var random = new Random(seed);
        Say($"seed {seed}");
        var proof = WritableByEverybody(folder["proof"]);
        var workloads = FiftyWorkloads.Make(random, proof);

        var running = Launch();
        await running.UpAsync();
        using var tenant = await Person.SignInAsync(running.Address, "tenant", running.FirstPasswords["tenant"]);
        using var auditor = await Person.SignInAsync(running.Address, "operator", running.FirstPasswords["operator"]);
        var submitting = SubmitAsync(tenant, workloads);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var life = TimeSpan.FromMilliseconds(random.Next(200, 12_000));
            await Task.Delay(life);
            var database = random.Next(2) == 0 ? Postmaster.RunningIn(Path.Combine(folder["data"], "postgres", "data")) : null;
            if (database is { } server)
                Signal.Send(server, Signal.Kill);
            await running.DisposeAsync();
            Say($"kill {kill} after {life.TotalSeconds:0.0} s{(database is null ? "" : ", with the database server")}");
            running = Launch();
        }
        await using var last = running;
        await last.UpAsync();

        var ids = await submitting;
        ids.Distinct().Count().ShouldBe(FiftyWorkloads.Count);
        var views = await FinishedAsync(tenant, ids);
        views.Where(view => view.Summary.Outcome != WorkloadOutcome.Succeeded).Select(Story).ShouldBeEmpty();
        // A job that began and ended while nobody looked is seen finished at once; its end then carries its start.
        views.Where(view => Times(view, "workload_submitted") != 1 || Times(view, "workload_placed") != 1 || Times(view, "workload_started") > 1 || Times(view, "workload_finished") != 1)
            .Select(Story).ShouldBeEmpty();
        (await File.ReadAllLinesAsync(proof)).Order().ShouldBe(workloads.Select(w => w.Name).Where(FiftyWorkloads.IsReal).Order(), "each process on this machine ran once");
        (await tenant.Client.ListWorkloadsAsync(new WorkloadQuery(PageSize: 2 * FiftyWorkloads.Count))).Items.Count.ShouldBe(FiftyWorkloads.Count, "a repeated submit is one workload");
        (await FinishedInAuditAsync(auditor, ids.Count)).ShouldBe(ids.Select(id => id.Value), ignoreOrder: true);
        (await last.InterruptAsync()).ShouldBe(0, last.Output);
    }

    private StandaloneProcess Launch() => StandaloneProcess.Launch("--data", folder["data"], "--port", port, "--speed", "60");

    /// <summary>Each submit has its own idempotency key and is repeated under it until it is answered: a script that does it right.</summary>
    private static async Task<IReadOnlyList<WorkloadId>> SubmitAsync(Person tenant, IReadOnlyList<SubmitWorkload> workloads)
    {
        var ids = new List<WorkloadId>();
        foreach (var workload in workloads)
        {
            var accepted = await tenant.InsistAsync(client => client.SubmitAsync(workload, idempotencyKey: $"kill-test-{workload.Name}"), Patience);
            ids.Add(accepted.Id);
            await Task.Delay(TimeSpan.FromMilliseconds(400)); // so that there is something to submit through all the kills
        }
        return ids;
    }

    private static async Task<IReadOnlyList<WorkloadView>> FinishedAsync(Person tenant, IReadOnlyList<WorkloadId> ids)
    {
        using var patient = new CancellationTokenSource(Patience);
        while (true)
        {
            var views = new List<WorkloadView>();
            foreach (var id in ids)
                views.Add(await tenant.InsistAsync(client => client.GetWorkloadAsync(id), Patience));
            var open = views.Where(view => view.Summary.Phase != WorkloadPhase.Finished).ToList();
            if (open.Count == 0)
                return views;
            patient.IsCancellationRequested.ShouldBeFalse($"not finished in time: {string.Join("; ", open.Select(Story))}");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The audit follows the ledger at a distance, so it is given time to arrive; too many entries are never forgiven.</summary>
    private static async Task<IReadOnlyList<string>> FinishedInAuditAsync(Person auditor, int expected)
    {
        using var patient = new CancellationTokenSource(PatienceWithTheAudit);
        while (true)
        {
            var page = await auditor.Client.Audit.ListAsync(new AuditQuery(Action: "workload_finished", PageSize: 2 * FiftyWorkloads.Count));
            if (page.Items.Count >= expected || patient.IsCancellationRequested)
                return [.. page.Items.Select(entry => entry.Target)];
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static int Times(WorkloadView view, string kind) => view.Timeline.Count(entry => entry.Kind == kind);

    private static string Story(WorkloadView view) => $"{view.Summary.Name} {view.Summary.Phase} {view.Summary.Outcome}: {string.Join(" → ", view.Timeline.Select(entry => entry.Kind))}";

    private static string WritableByEverybody(string path)
    {
        File.WriteAllText(path, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        return path;
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}

using System.Diagnostics;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Client;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Benchmarks.Throughput;

/// <summary>Workloads submitted, decided, leased and on record per second, through the API, on a durable PostgreSQL on the same machine.</summary>
internal sealed class ThroughputFamily : IFamily
{
    private const int Sites = 30;
    private const int Connections = 4;
    private const double Goal = 1000;

    public string Name => "throughput";
    public string Purpose => "submit → placed → on record through the API; Kueue's baseline load (Kueue 42.7/s, MultiKueue 95/s dispatch on their machines)";
    public IReadOnlyList<string> Needs => [];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        if (options.Wants("batch"))
            yield return RunAsync("batches of 100", options.Size ?? QueueLoad.Queues, SubmitInBatchesAsync, Goal).GetAwaiter().GetResult();
        if (options.Wants("single"))
            yield return RunAsync("one by one", options.Size ?? QueueLoad.Queues, SubmitOneByOneAsync, null).GetAwaiter().GetResult();
    }

    private static async Task<CaseResult> RunAsync(string how, int queues, Func<ComputeNetClient, IReadOnlyList<SubmitWorkload>, Task> submit, double? goal)
    {
        var workloads = queues * QueueLoad.PerQueue;
        await using var centre = await Centre.StartAsync(Sites, 3 * QueueLoad.DevicesPerQueue * queues / Sites);
        var loads = new List<(ComputeNetClient Client, IReadOnlyList<SubmitWorkload> Items)>();
        for (var queue = 0; queue < queues; queue++)
            loads.Add((await centre.ClientAsync(QueueLoad.Tenant(queue)), QueueLoad.Of(queue)));
        var watcher = await centre.OperatorAsync();

        // The whole load once before it counts: a server that still compiles itself is not what is measured.
        await PlaceAsync(loads, submit, watcher);
        var busy = Environment.CpuUsage.TotalTime;
        var (seconds, submitted) = await PlaceAsync(loads, submit, watcher);
        busy = Environment.CpuUsage.TotalTime - busy;

        await LedgerAudit.CheckAsync(centre.ConnectionString, 2 * workloads);
        var rate = workloads / seconds;
        return new CaseResult
        {
            Case = $"{workloads} workloads, {how}",
            Value = rate,
            Unit = "placed/s",
            Seconds = seconds,
            PeakMebibytes = Memory.PeakMebibytes(),
            Met = goal is null ? null : rate >= goal,
            Note = $"all submitted after {submitted:0.0} s; {busy.TotalMilliseconds / workloads:0.00} ms of CPU each here, the database's not counted",
        };
    }

    /// <summary>Submits everything and waits until nothing is pending; the seconds until then, and until the last submit was answered.</summary>
    private static async Task<(double Seconds, double Submitted)> PlaceAsync(
        IReadOnlyList<(ComputeNetClient Client, IReadOnlyList<SubmitWorkload> Items)> loads, Func<ComputeNetClient, IReadOnlyList<SubmitWorkload>, Task> submit, ComputeNetClient watcher)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(loads, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (load, _) => await submit(load.Client, load.Items));
        var submitted = Stopwatch.GetElapsedTime(start).TotalSeconds;
        while ((await watcher.ListWorkloadsAsync(new WorkloadQuery(Phase: WorkloadPhase.Pending, PageSize: 1))).Items.Count > 0)
            await Task.Delay(50);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, submitted);
    }

    private static async Task SubmitInBatchesAsync(ComputeNetClient client, IReadOnlyList<SubmitWorkload> items)
    {
        foreach (var batch in items.Chunk(100))
            await client.SubmitManyAsync(new SubmitWorkloads { Items = batch });
    }

    private static async Task SubmitOneByOneAsync(ComputeNetClient client, IReadOnlyList<SubmitWorkload> items)
    {
        foreach (var item in items)
            await client.SubmitAsync(item);
    }
}

using System.Diagnostics;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Domain.Workloads;
using Npgsql;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>One workload by its name: its snapshot, and its whole story; beside it the snapshot's row by plain SQL.</summary>
public static class ReadCases
{
    private const int Reads = 2000, WarmUp = 300;

    public static IEnumerable<CaseResult> Run(LedgerDatabase database, int lives)
    {
        using var command = new NpgsqlCommand($"select data from {Service.Ledger.Schema}.mt_doc_workload where id = $1", database.Connection) { Parameters = { new() { Value = "" } } };
        var plain = Time(lives, number =>
        {
            command.Parameters[0].Value = WorkloadLife.Stream(number);
            return (string?)command.ExecuteScalar() is not null;
        });
        yield return Result("read a snapshot", plain, Time(lives, number =>
        {
            using var session = database.Store.QuerySession();
            return session.LoadAsync<Workload>(WorkloadLife.Stream(number)).GetAwaiter().GetResult() is { IsFinished: true };
        }));
        yield return Result("read a workload's events", plain, Time(lives, number =>
        {
            using var session = database.Store.QuerySession();
            return session.Events.FetchStreamAsync(WorkloadLife.Stream(number)).GetAwaiter().GetResult().Count == WorkloadLife.Events;
        }));
    }

    private static Spread Time(int lives, Func<int, bool> read)
    {
        var microseconds = new List<double>();
        for (var turn = 0; turn < WarmUp + Reads; turn++)
        {
            // A step that shares no factor with the number of lives: every one in turn, never in order.
            var number = (int)(turn * 7919L % lives);
            var start = Stopwatch.GetTimestamp();
            if (!read(number))
                throw new CheckerRefusedException($"{WorkloadLife.Stream(number)} is not as it was written");
            if (turn >= WarmUp)
                microseconds.Add(Timing.MicrosecondsSince(start));
        }
        return new Spread(microseconds);
    }

    private static CaseResult Result(string name, Spread plain, Spread ours) => new()
    {
        Case = name,
        Value = ours.Median,
        Reference = plain.Median,
        Unit = "µs",
        P50Microseconds = ours.Median,
        P95Microseconds = ours.P95,
        P99Microseconds = ours.P99,
        Note = "beside the snapshot's row by plain SQL",
    };
}

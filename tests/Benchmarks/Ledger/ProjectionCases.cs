using System.Diagnostics;
using ComputeNet.Benchmarks.Running;
using Npgsql;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>The audit, which is projected from every event: how far it lags while events come in, and how fast it is made again from nothing.</summary>
public sealed class ProjectionCases(LedgerDatabase database, AppendCases appends)
{
    private const int EventsPerSecond = 2000, Seconds = 15, EventsPerTransaction = 500;
    private const double MostLagSeconds = 1;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Events come at a steady rate; each transaction's lag is from its commit to the audit's progress having passed its last event.</summary>
    public CaseResult Lag()
    {
        using var daemon = database.Store.BuildProjectionDaemonAsync().GetAwaiter().GetResult();
        daemon.StartAllAsync().GetAwaiter().GetResult();
        WaitFor(LastEvent());
        var commits = new List<(long Sequence, TimeSpan At)>();
        using var stop = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var watching = Task.Run(() => Watch(clock, stop.Token));
        var interval = TimeSpan.FromSeconds((double)EventsPerTransaction / EventsPerSecond);
        for (var turn = 0; turn < Seconds * EventsPerSecond / EventsPerTransaction; turn++)
        {
            var early = turn * interval - clock.Elapsed;
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
            appends.AppendWhole(1);
            commits.Add((0, clock.Elapsed));
            commits[^1] = (LastEvent(), commits[^1].At);
        }
        var rate = commits.Count * EventsPerTransaction / clock.Elapsed.TotalSeconds;
        WaitFor(commits[^1].Sequence);
        stop.Cancel();
        var progress = watching.GetAwaiter().GetResult();
        daemon.StopAllAsync().GetAwaiter().GetResult();
        LedgerChecker.Accept(database, appends.Lives);
        LedgerChecker.AcceptAudit(database);
        var lags = new Spread(commits.Select(c => progress.Where(p => p.Sequence >= c.Sequence).Select(p => Math.Max(0, (p.At - c.At).TotalSeconds)).First()));
        return new CaseResult
        {
            Case = $"audit lag at {EventsPerSecond} events/s",
            Value = lags.P99,
            Reference = MostLagSeconds,
            Unit = "s (p99)",
            Met = lags.P99 < MostLagSeconds && rate >= 0.98 * EventsPerSecond,
            Note = FormattableString.Invariant($"p50 {lags.Median:0.000} s, p95 {lags.P95:0.000} s; {rate:0} events/s came in for {Seconds} s"),
        };
    }

    /// <summary>Beside it the least that any rebuild must do: read every event's row, and COPY the audit's rows to an empty table.</summary>
    public CaseResult Rebuild()
    {
        using var daemon = database.Store.BuildProjectionDaemonAsync().GetAwaiter().GetResult();
        var events = database.Count($"select count(*) from {Service.Ledger.Schema}.mt_events");
        var start = Stopwatch.GetTimestamp();
        daemon.RebuildProjectionAsync("audit", Limit, CancellationToken.None).GetAwaiter().GetResult();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        LedgerChecker.AcceptAudit(database);
        start = Stopwatch.GetTimestamp();
        using (var reader = database.Connection.BeginTextExport($"copy {Service.Ledger.Schema}.mt_events to stdout"))
            reader.ReadToEnd();
        using var rows = database.Connection.BeginTextExport($"copy {Service.Ledger.Schema}.mt_doc_auditrow to stdout");
        var text = rows.ReadToEnd();
        rows.Dispose();
        using (var copy = database.Connection.BeginTextImport($"copy {LedgerDatabase.Plain}.mt_doc_auditrow from stdin"))
            copy.Write(text);
        var plain = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new CaseResult
        {
            Case = $"rebuild the audit of {events} events",
            Value = events / seconds,
            Reference = events / plain,
            Unit = "events/s",
            Seconds = seconds,
            Note = FormattableString.Invariant($"{100 * plain / seconds:0} % of reading and copying the same rows"),
        };
    }

    private long LastEvent() => database.Count($"select coalesce(max(seq_id), 0) from {Service.Ledger.Schema}.mt_events");

    private void WaitFor(long sequence)
    {
        var start = Stopwatch.GetTimestamp();
        while (database.Count(Progress) < sequence)
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
                throw new CheckerRefusedException($"the audit stands at {database.Count(Progress)} of {sequence} after {Limit}");
            Thread.Sleep(5);
        }
    }

    private const string Progress = $"select coalesce(max(last_seq_id), 0) from {Service.Ledger.Schema}.mt_event_progression where name ilike 'audit%'";

    /// <summary>When the audit's progress first stood where, every two milliseconds, on a connection of its own.</summary>
    private List<(long Sequence, TimeSpan At)> Watch(Stopwatch clock, CancellationToken stop)
    {
        using var connection = (NpgsqlConnection)((ICloneable)database.Connection).Clone();
        connection.Open();
        using var command = new NpgsqlCommand(Progress, connection);
        var seen = new List<(long Sequence, TimeSpan At)>();
        for (var isLast = false; !isLast; Thread.Sleep(2))
        {
            // The one look after the end sees what whoever ended it saw.
            isLast = stop.IsCancellationRequested;
            var sequence = (long)command.ExecuteScalar()!;
            if (seen.Count == 0 || seen[^1].Sequence < sequence)
                seen.Add((sequence, clock.Elapsed));
        }
        return seen;
    }
}

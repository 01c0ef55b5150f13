using System.Diagnostics;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Domain.Workloads;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>Writes workloads' lives through the ledger, and the same rows without it, turn by turn.</summary>
public sealed class AppendCases(LedgerDatabase database, int repeats)
{
    private const int LivesPerTransaction = 100, Transactions = 10, SingleLives = 40;

    /// <summary>The part of PostgreSQL's own speed that the ledger is to reach.</summary>
    private const double Goal = 0.7;

    /// <summary>How many lives are on record by now.</summary>
    public int Lives { get; private set; }

    public IEnumerable<CaseResult> Bulk()
    {
        var (ours, copies, inserts) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < repeats; round++)
        {
            var first = Lives;
            var seconds = Seconds(() => AppendWhole(Transactions));
            var batches = Enumerable.Range(0, Transactions).Select(t => new PlainRows(database, first + t * LivesPerTransaction, LivesPerTransaction)).ToList();
            var copy = Seconds(() => batches.ForEach(b => b.Copy()));
            batches[0].Clear();
            var insert = Seconds(() => batches.ForEach(b => b.Insert()));
            batches[0].Clear();
            if (round < 0)
                continue;
            ours.Add(seconds);
            copies.Add(copy);
            inserts.Add(insert);
        }
        LedgerChecker.Accept(database, Lives);
        var events = LivesPerTransaction * Transactions * WorkloadLife.Events;
        yield return Result($"append {LivesPerTransaction * WorkloadLife.Events} events a transaction / COPY", events, ours, copies);
        yield return Result($"append {LivesPerTransaction * WorkloadLife.Events} events a transaction / INSERT", events, ours, inserts);
    }

    /// <summary>As commands do: load the workload, decide, append one event, commit.</summary>
    public IEnumerable<CaseResult> Single()
    {
        var (ours, plain) = (new List<double>(), new List<double>());
        for (var round = -1; round < repeats; round++)
        {
            var first = Lives;
            var seconds = Seconds(() => AppendOneByOne(SingleLives));
            var rows = new PlainCommands(database, first, SingleLives);
            var same = Seconds(rows.Run);
            rows.Clear();
            if (round < 0)
                continue;
            ours.Add(seconds);
            plain.Add(same);
        }
        LedgerChecker.Accept(database, Lives);
        yield return Result("append one event a transaction / same rows", SingleLives * WorkloadLife.Events, ours, plain);
    }

    public void AppendWhole(int transactions)
    {
        for (var transaction = 0; transaction < transactions; transaction++)
        {
            using var session = database.Store.LightweightSession();
            for (var life = 0; life < LivesPerTransaction; life++, Lives++)
                session.Events.StartStream<Workload>(WorkloadLife.Stream(Lives), WorkloadLife.All(Lives));
            session.SaveChangesAsync().GetAwaiter().GetResult();
        }
    }

    private void AppendOneByOne(int lives)
    {
        for (var life = 0; life < lives; life++, Lives++)
        {
            var stream = WorkloadLife.Stream(Lives);
            foreach (var happened in WorkloadLife.All(Lives))
            {
                using var session = database.Store.LightweightSession();
                var before = session.LoadAsync<Workload>(stream).GetAwaiter().GetResult();
                if (before is null)
                    session.Events.StartStream<Workload>(stream, happened);
                else
                    session.Events.Append(stream, before.Revision + 1, happened);
                session.SaveChangesAsync().GetAwaiter().GetResult();
            }
        }
    }

    private static CaseResult Result(string name, int events, List<double> ours, List<double> plain)
    {
        var (seconds, baseline) = (new Spread(ours), new Spread(plain));
        return new CaseResult
        {
            Case = name,
            Value = events / seconds.Median,
            Reference = events / baseline.Median,
            Unit = "events/s",
            Seconds = seconds.Median,
            SecondsP95 = seconds.P95,
            Met = baseline.Median >= Goal * seconds.Median,
            Note = FormattableString.Invariant($"{100 * baseline.Median / seconds.Median:0} % of PostgreSQL's own speed with the same rows"),
        };
    }

    private static double Seconds(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

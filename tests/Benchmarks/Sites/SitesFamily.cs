using System.Diagnostics;
using System.Globalization;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Benchmarks.Hosting;
using ComputeNet.Benchmarks.Running;
using Npgsql;

namespace ComputeNet.Benchmarks.Sites;

/// <summary>Many sites that speak every ten seconds and change what they have, against the standalone form as a process, on one machine with its PostgreSQL.</summary>
internal sealed class SitesFamily : IFamily
{
    private const int UsualSites = 2000;
    private const double GoalMilliseconds = 250;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DeltaEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestWarm = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestWarm = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(20);
    private const int Slices = 6;

    /// <summary>The first word of each site comes with its declaration; that all keep their beat shows in some that follow each other.</summary>
    private const int BeatsInTime = 3;

    public string Name => "sites";
    public string Purpose => "sites × one heartbeat per 10 s with inventory deltas, telemetry and long polls, on one machine with the standalone form and its database";
    public IReadOnlyList<string> Needs => [];

    public IEnumerable<CaseResult> Run(RunOptions options) => RunAsync(options.Size ?? UsualSites).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<CaseResult>> RunAsync(int count)
    {
        var sites = SimulatedFleet.Invent(count);
        await using var centre = await StandaloneCentre.StartAsync([.. sites.Select(s => s.Id)], 1, new Dictionary<string, string>());
        var meter = new CallMeter();
        await using var fleet = await SiteFleet.StartAsync(centre, sites, Heartbeat, DeltaEvery, meter);
        var joining = await JoinAsync(meter, count);
        var watch = new Watch(centre);
        var slices = new List<Slice>();
        for (var i = 0; i < Slices; i++)
            slices.Add(await MeasureAsync(watch, meter));

        await SitesAudit.CheckAsync(centre.ConnectionString, count);
        var expected = count / Heartbeat.TotalSeconds;
        var all = slices.SelectMany(s => s.Calls).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.SelectMany(c => c.Value).ToArray());
        return
        [
            new() { Case = $"{count} sites: all join and speak in time", Value = joining.TotalSeconds, Unit = "s" },
            .. all.OrderByDescending(k => k.Value.Length).Select(kind => Row($"{count} sites: {kind.Key}", kind.Value, Slices * Slice.TotalSeconds, "", kind.Key is "sightings" or "inventory")),
            .. slices.Select((s, i) => Row($"  second {i * Slice.TotalSeconds:0}–{(i + 1) * Slice.TotalSeconds:0}: heartbeats", s.Calls.GetValueOrDefault("sightings") ?? [], Slice.TotalSeconds, s.Note(expected), false)),
            Backlog(slices, expected, meter.Failed),
        ];
    }

    /// <summary>Until as many heartbeats come in as are due: before that the fleet is joining, which is not what is measured. The answer is how long that took.</summary>
    private static async Task<TimeSpan> JoinAsync(CallMeter meter, int count)
    {
        var began = Stopwatch.GetTimestamp();
        for (var inTime = 0; ;)
        {
            meter.Clear();
            await Task.Delay(Heartbeat);
            var (passed, heard) = (Stopwatch.GetElapsedTime(began), meter.Taken().GetValueOrDefault("sightings")?.Length ?? 0);
            meter.Clear();
            inTime = heard >= 0.9 * count ? inTime + 1 : 0;
            if (passed >= ShortestWarm && (inTime >= BeatsInTime || passed >= LongestWarm))
                return passed;
        }
    }

    private static async Task<Slice> MeasureAsync(Watch watch, CallMeter meter)
    {
        watch.Begin();
        var most = 0;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Slice)
        {
            await Task.Delay(100);
            most = Math.Max(most, meter.UnderWay);
        }
        var calls = meter.Taken();
        meter.Clear();
        return await watch.EndAsync(calls, most);
    }

    private static CaseResult Row(string what, double[] milliseconds, double seconds, string note, bool isGoal)
    {
        var spread = new Spread(milliseconds.Select(m => m * 1000));
        return new CaseResult
        {
            Case = what,
            Value = milliseconds.Length / seconds,
            Unit = "/s",
            P50Microseconds = spread.Median,
            P95Microseconds = spread.P95,
            P99Microseconds = spread.P99,
            Met = isGoal ? spread.P99 < GoalMilliseconds * 1000 : null,
            Note = string.Create(CultureInfo.InvariantCulture, $"p95 {spread.P95 / 1000:0.0} ms{note}"),
        };
    }

    /// <summary>Nothing piles up: the last slice has its heartbeats like the first, and the audit keeps up with the ledger.</summary>
    private static CaseResult Backlog(IReadOnlyList<Slice> slices, double expected, int failed) => new()
    {
        Case = "backlog at the end",
        Value = slices[^1].AuditLag,
        Unit = "events",
        PeakMebibytes = slices.Max(s => s.CentreMebibytes),
        Met = slices[^1].Heartbeats >= 0.9 * expected && slices[^1].AuditLag < 5 * Math.Max(100, slices[0].AuditLag),
        Note = $"not yet in the audit; {failed} calls failed; memory is the centre's",
    };
}

/// <summary>One stretch of the measurement.</summary>
internal sealed record Slice(IReadOnlyDictionary<string, double[]> Calls, double Seconds, int MostUnderWay, double CentreCpu, double PostgresCpu, double AgentsCpu, double CentreMebibytes, long AuditLag)
{
    public double Heartbeats => (Calls.GetValueOrDefault("sightings")?.Length ?? 0) / Seconds;

    public string Note(double expected) => string.Create(CultureInfo.InvariantCulture,
        $"; {Heartbeats / expected:P0} of the due; at most {MostUnderWay} under way; cores: centre {CentreCpu:0.00}, PostgreSQL {PostgresCpu:0.00}, agents {AgentsCpu:0.00}; centre {CentreMebibytes:0} MiB; audit behind by {AuditLag}");
}

/// <summary>Reads the processes and the ledger at both ends of a slice.</summary>
internal sealed class Watch(StandaloneCentre centre)
{
    private (double Centre, double Postgres, double Agents, long At) before;

    public void Begin() => before = Now();

    public async Task<Slice> EndAsync(IReadOnlyDictionary<string, double[]> calls, int most)
    {
        var now = Now();
        var seconds = Stopwatch.GetElapsedTime(before.At, now.At).TotalSeconds;
        return new(calls, seconds, most, (now.Centre - before.Centre) / seconds, (now.Postgres - before.Postgres) / seconds, (now.Agents - before.Agents) / seconds,
            ProcessFigures.ResidentMebibytes(centre.Id), await SitesAudit.LagAsync(centre.ConnectionString));
    }

    private (double Centre, double Postgres, double Agents, long At) Now() =>
        (ProcessFigures.CpuSeconds(centre.Id), ProcessFigures.CpuSeconds(centre.PostgresId), Environment.CpuUsage.TotalTime.TotalSeconds, Stopwatch.GetTimestamp());
}

/// <summary>Plain SQL on the ledger's rows.</summary>
internal static class SitesAudit
{
    /// <exception cref="CheckerRefusedException">A site is not on record, or nothing changed though it should have.</exception>
    public static async Task CheckAsync(string connectionString, int sites)
    {
        var joined = await NumberAsync(connectionString, "select count(distinct stream_id) from computenet.mt_events where type = 'site_joined'");
        if (joined != sites)
            throw new CheckerRefusedException($"{joined} sites joined instead of {sites}");
        var declared = await NumberAsync(connectionString, "select count(*) from computenet.mt_events where type = 'pool_declared'");
        if (declared < 2 * sites)
            throw new CheckerRefusedException($"{declared} declarations of {sites} pools are no deltas");
        var lost = await NumberAsync(connectionString, "select count(*) from computenet.mt_events where type = 'site_lost'");
        if (lost > 0)
            throw new CheckerRefusedException($"{lost} sites were lost");
    }

    /// <summary>Events that the slowest projection has not seen.</summary>
    public static Task<long> LagAsync(string connectionString) => NumberAsync(connectionString,
        "select (select coalesce(max(seq_id), 0) from computenet.mt_events) - coalesce(min(last_seq_id), 0) from computenet.mt_event_progression where name <> 'HighWaterMark'");

    private static async Task<long> NumberAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

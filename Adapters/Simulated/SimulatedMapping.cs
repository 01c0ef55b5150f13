using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>From an order to the whole life of a simulated job, and from that to what can be seen of it at a moment. Pure.</summary>
public static class SimulatedMapping
{
    public const string RefusedByDraw = "simulated-refusal";
    public const string PoolUnknown = "pool-unknown";
    public const string ArchitectureMismatch = "architecture-mismatch";
    public const string PoolFull = "pool-full";
    public const string SimulatedFailure = "simulated-failure";
    public const string TimeLimit = "time-limit";

    /// <summary>The site's veto, or null when it takes the job.</summary>
    public static Refusal? Veto(JobOrder order, SimulatedSite site, IEnumerable<SimulatedJob> jobs, SimulatedOptions options, DateTimeOffset now)
    {
        foreach (var (id, devices) in DevicesByPool(order))
        {
            if (site.Pools.FirstOrDefault(p => p.Id == id) is not { } pool)
                return Refusal.Because(PoolUnknown, ("pool", id), ("site", site.Id));
            if (order.Variant.Architecture != pool.Architecture)
                return Refusal.Because(ArchitectureMismatch, ("pool", pool.Id), ("poolArchitecture", pool.Architecture), ("orderedArchitecture", order.Variant.Architecture));
            var holding = jobs.Where(j => j.MilliDevicesIn(pool.Id) > 0 && j.HoldsDevices(now)).ToList();
            var (free, need) = (pool.Devices * SimulatedSeats.WholeDevice - holding.Sum(j => j.MilliDevicesIn(pool.Id)), SimulatedSeats.MilliOf(devices, order.Seats));
            if (need > free)
                return Refusal.Because(PoolFull, ("pool", pool.Id), ("needDevices", need / (decimal)SimulatedSeats.WholeDevice), ("freeDevices", free / (decimal)SimulatedSeats.WholeDevice));
            if (SimulatedSeats.WhyNot(pool, order.Seats ?? [], holding) is { } taken)
                return taken;
        }
        return DrawOf(order, options).Happens("refusal", options.RefusalRate) ? Refusal.Because(RefusedByDraw, ("job", order.Job)) : null;
    }

    public static SimulatedJob ToJob(JobOrder order, SimulatedOptions options, DateTimeOffset now)
    {
        var draw = DrawOf(order, options);
        var limit = order.Variant.TimeLimitSeconds;
        // Of a workload that is interrupted all jobs are one run: its length is drawn once, and what is done is done.
        var length = order.Checkpoint is null ? draw : new SimulatedDraw(options.Seed, order.Workload.Value);
        var wanted = order.Variant.ExpectedSeconds ?? limit * length.Between("share", options.ShortestShareOfLimit, options.LongestShareOfLimit) * (1 - (order.Checkpoint?.ShareDone ?? 0));
        var (fate, seconds) = (draw.Happens("loss", options.LossRate), draw.Happens("failure", options.FailureRate)) switch
        {
            (true, _) => (SimulatedFate.IsLost, Math.Min(wanted, limit) * draw.Between("moment", 0.1, 0.9)),
            (_, true) => (SimulatedFate.Fails, Math.Min(wanted, limit) * draw.Between("moment", 0.1, 0.9)),
            _ when wanted > limit => (SimulatedFate.RunsOverTime, limit),
            _ => (SimulatedFate.Succeeds, wanted),
        };
        var starts = now + TimeSpan.FromSeconds(draw.Between("delay", options.ShortestStartDelay.TotalSeconds, options.LongestStartDelay.TotalSeconds));
        return new(order.Job, order.Token, order.Pool, DevicesOf(order), now, starts, starts + TimeSpan.FromSeconds(seconds), fate)
        {
            Seats = order.Seats,
            DevicesByPool = order.Parts is null ? null : DevicesByPool(order),
        };
    }

    /// <summary>Null when the scheduler has lost the job.</summary>
    public static JobSighting? ToSighting(SimulatedJob job, DateTimeOffset now)
    {
        JobSighting Seen(JobState state) => new(job.Job, job.Token, state, now, StartedAt: now >= job.StartsAt ? job.StartsAt : null);
        if (job.StoppedAt is { } stopped)
            return Seen(JobState.Stopped) with { StartedAt = stopped >= job.StartsAt ? job.StartsAt : null, FinishedAt = stopped, LogTail = Log(job, stopped, "stopped on request") };
        if (now < job.EndsAt)
            return Seen(now < job.StartsAt ? JobState.Starting : JobState.Running);
        return job.Fate switch
        {
            SimulatedFate.Succeeds => Seen(JobState.Succeeded) with { FinishedAt = job.EndsAt, ExitCode = 0, LogTail = Log(job, job.EndsAt, "exit code 0") },
            SimulatedFate.Fails => Seen(JobState.Failed) with
            {
                FinishedAt = job.EndsAt,
                ExitCode = 1,
                Why = Refusal.Because(SimulatedFailure, ("job", job.Job)),
                LogTail = Log(job, job.EndsAt, "simulated failure, exit code 1"),
            },
            SimulatedFate.RunsOverTime => Seen(JobState.Failed) with
            {
                FinishedAt = job.EndsAt,
                Why = Refusal.Because(TimeLimit, ("job", job.Job), ("limitSeconds", (job.EndsAt - job.StartsAt).TotalSeconds)),
                LogTail = Log(job, job.EndsAt, "ended at its time limit"),
            },
            _ => null,
        };
    }

    /// <summary>Whether the site is in a drawn outage; the outages of a day depend on seed, site and date only.</summary>
    public static bool IsOut(SiteId site, SimulatedOptions options, DateTimeOffset now)
    {
        if (options.Outages.Any(o => o.Hits(site, now)))
            return true;
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var draw = new SimulatedDraw(options.Seed, $"{site}/{midnight.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        var from = midnight + draw.Number("outage-time") * (TimeSpan.FromDays(1) - options.OutageLength);
        return draw.Happens("outage", options.OutagesPerDay) && from <= now && now < from + options.OutageLength;
    }

    private static Dictionary<PoolId, int> DevicesByPool(JobOrder order) => order.Parts is { } parts
        ? parts.ToDictionary(p => p.Pool, p => p.Members * order.Variant.DevicesPerMember)
        : new() { [order.Pool] = DevicesOf(order) };

    private static int DevicesOf(JobOrder order) => order.GangMembers * order.Variant.DevicesPerMember;

    private static SimulatedDraw DrawOf(JobOrder order, SimulatedOptions options) => new(options.Seed, order.Job.Value);

    private static string Places(SimulatedJob job) => job.DevicesByPool is { } parts ? string.Join(", ", parts.Select(p => $"{p.Key} ({p.Value})")) : job.Pool.Value;

    private static string Log(SimulatedJob job, DateTimeOffset end, string how) => string.Create(CultureInfo.InvariantCulture,
        $"This site is simulated: no program was run.\n{job.Devices} devices of {Places(job)}\n{job.StartsAt:u} start\n{end:u} {how}\n");
}

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
    public static Refusal? Veto(JobOrder order, SimulatedSite site, IReadOnlyCollection<SimulatedJob> jobs, SimulatedOptions options, DateTimeOffset now, IReadOnlyCollection<SimulatedReservation>? reservations = null)
    {
        foreach (var (id, devices) in DevicesByPool(order))
        {
            if (SimulatedLoad.PoolsAt(site, options, now).FirstOrDefault(p => p.Id == id) is not { } pool)
                return Refusal.Because(PoolUnknown, ("pool", id), ("site", site.Id));
            if (order.Variant.Architecture != pool.Architecture)
                return Refusal.Because(ArchitectureMismatch, ("pool", pool.Id), ("poolArchitecture", pool.Architecture), ("orderedArchitecture", order.Variant.Architecture));
            var (room, need) = (SimulatedRoom.Of(pool, site, jobs, reservations ?? [], options, now), SimulatedSeats.MilliOf(devices, order.Seats));
            if (need > room.FreeMilli)
                return Full(room, need);
            if (SimulatedSeats.WhyNot(pool, order.Seats ?? [], room.Holding, room.ForeignDevices) is { } taken)
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
        var job = new SimulatedJob(order.Job, order.Token, order.Pool, DevicesOf(order), now, starts, starts + TimeSpan.FromSeconds(seconds), fate)
        {
            Seats = order.Seats,
            DevicesByPool = order.Parts is null ? null : DevicesByPool(order),
        };
        return draw.Happens("double-run", options.DoubleRunRate) ? Doubled(job, draw) : job;
    }

    /// <summary>The node is lost to the scheduler on the way, which finds out after half a minute and starts the job again from its beginning.</summary>
    private static SimulatedJob Doubled(SimulatedJob job, SimulatedDraw draw)
    {
        var length = job.EndsAt - job.StartsAt;
        var requeued = job.StartsAt + draw.Between("node-lost", 0.1, 0.6) * length + TimeSpan.FromSeconds(30);
        var again = requeued + TimeSpan.FromSeconds(draw.Between("again", 2, 15));
        return requeued >= job.EndsAt ? job : job with { EndsAt = again + length, Second = new(requeued, again, job.EndsAt) };
    }

    /// <summary>Null when the scheduler has lost the job.</summary>
    public static JobSighting? ToSighting(SimulatedJob job, DateTimeOffset now)
    {
        var started = job.Second is { } again && now >= again.StartsAt ? again.StartsAt : job.StartsAt;
        var waits = now < job.StartsAt || job.Second is { } second && second.RequeuedAt <= now && now < second.StartsAt;
        JobSighting Seen(JobState state) => new(job.Job, job.Token, state, now, StartedAt: now >= job.StartsAt ? started : null);
        if (job.StoppedAt is { } stopped)
            return Seen(JobState.Stopped) with { StartedAt = stopped >= started ? started : stopped >= job.StartsAt ? job.StartsAt : null, FinishedAt = stopped, LogTail = Log(job, stopped, "stopped on request") };
        if (now < job.EndsAt)
            return Seen(waits ? JobState.Starting : JobState.Running);
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

    /// <summary>What a job that still runs has written so far: its start, then a line for each minute, the newest ones.</summary>
    public static string LogSoFar(SimulatedJob job, DateTimeOffset now)
    {
        if (now < job.StartsAt)
            return Log(job, now, "waits for its devices");
        const int Shown = 20;
        var minutes = (int)(now - job.StartsAt).TotalMinutes;
        var progress = Enumerable.Range(1, minutes).TakeLast(Shown)
            .Select(m => string.Create(CultureInfo.InvariantCulture, $"{job.StartsAt.AddMinutes(m):u} {(job.StartsAt.AddMinutes(m) - job.StartsAt) / (job.EndsAt - job.StartsAt):P0} done\n"));
        var checkpoint = job.CheckpointedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at:u} checkpoint written\n") : "";
        return Log(job, now, "runs") + string.Concat(progress) + checkpoint;
    }

    private static Refusal Full(SimulatedRoom room, long need)
    {
        (string, object?)[] facts = [("pool", room.Pool.Id), ("needDevices", need / (decimal)SimulatedSeats.WholeDevice), ("freeDevices", room.FreeMilli / (decimal)SimulatedSeats.WholeDevice)];
        return Refusal.Because(PoolFull, room.ForeignDevices == 0 ? facts : [.. facts, ("foreignDevices", room.ForeignDevices)]);
    }

    private static Dictionary<PoolId, int> DevicesByPool(JobOrder order) => order.Parts is { } parts
        ? parts.ToDictionary(p => p.Pool, p => p.Members * order.Variant.DevicesPerMember)
        : new() { [order.Pool] = DevicesOf(order) };

    private static int DevicesOf(JobOrder order) => order.GangMembers * order.Variant.DevicesPerMember;

    private static SimulatedDraw DrawOf(JobOrder order, SimulatedOptions options) => new(options.Seed, order.Job.Value);

    private static string Places(SimulatedJob job) => job.DevicesByPool is { } parts ? string.Join(", ", parts.Select(p => $"{p.Key} ({p.Value})")) : job.Pool.Value;

    private static string Log(SimulatedJob job, DateTimeOffset end, string how) => string.Create(CultureInfo.InvariantCulture,
        $"This site is simulated: no program was run.\nJob {job.Number}: {job.Devices} devices of {Places(job)}\n{job.StartsAt:u} start\n{end:u} {how}\n");
}

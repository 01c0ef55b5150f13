using System.Runtime.Versioning;
using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Local;

/// <summary>
/// Runs jobs as processes of this machine. A job that was taken on waits for free cores in the order of its claim, then each gang member runs under
/// a supervisor of its own, which needs no agent to enforce limits or to note the end.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LocalScheduler(LocalOptions options, LocalClient client, LocalGround ground, TimeProvider clock, ILogger<LocalScheduler> logger) : ISiteScheduler, IJobRemains, ISiteTelemetry
{
    /// <summary>A supervisor notes its pid within milliseconds; one that has not after this time (real, not simulated) never will.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim turn = new(1);
    private readonly LocalMachine machine = ground.Machine;
    private readonly LocalSeats seats = new(options, client, ground.Machine);
    private LocalTelemetry? telemetry;
    private readonly Dictionary<JobKey, JobSighting> running = [];

    /// <summary>The time of files and processes. The domain's clock may be another one (simulated time).</summary>
    private DateTimeOffset MachineNow => options.Pace.Time.GetUtcNow();

    public async Task<SiteInventory> ReadInventoryAsync(CancellationToken ct)
    {
        if (machine.MissingTools.Count > 0)
            throw new SchedulerException(SchedulerTrouble.NotSupported, Refusal.Because("local-site-needs-tools", ("missing", string.Join(' ', machine.MissingTools))));
        var pools = (await ground.PoolsAsync(ct)).Select(pool => LocalMapping.Declaration(pool, machine.MemoryMebibytes, machine.Cores.Count, options)).ToList();
        return new SiteInventory(AgentVersion.Of<LocalScheduler>("local"), IsSimulated: false, clock.GetUtcNow(), pools) { Capabilities = new([]) { Scheduler = "local" } };
    }

    public Task<SiteTelemetry> ReadTelemetryAsync(CancellationToken ct) => (telemetry ??= new(ground, seats)).ReadAsync(clock.GetUtcNow(), ct);

    public async Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct)
    {
        if (client.FindClaim(order.Job) is not null)
            return new(order.Job, WasKnown: true);
        if (LocalMapping.Veto(order, await ground.FindAsync(order.Pool, ct), machine.MemoryMebibytes) is { } veto)
            throw new SchedulerException(SchedulerTrouble.Refused, veto);
        var why = LocalMapping.Unspeakable(order.Variant);
        string? executable = null;
        if (why is null)
            (executable, why) = Executables.Resolve(order.Variant.Command[0], order.Variant.Environment.GetValueOrDefault("PATH", LocalMapping.DefaultPath), options.AllowedExecutables, machine.IsRoot);
        var isNew = client.TryClaim(new LocalClaim(order, executable ?? "", MachineNow));
        if (isNew && why is not null)
            client.WriteEnd(new(order.Job, order.Token, JobState.Failed, clock.GetUtcNow(), FinishedAt: clock.GetUtcNow(), Why: why));
        else if (isNew)
            await ObserveAsync(order.Job, ct);
        return new(order.Job, WasKnown: !isNew);
    }

    public async Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct)
    {
        // One at a time: seats are given out by comparing with what all other jobs hold.
        await turn.WaitAsync(ct);
        try
        {
            var claim = client.FindClaim(job) ?? throw SchedulerException.Unknown(job);
            return client.FindEnd(job) ?? await LookAsync(claim, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task CancelAsync(JobKey job, CancellationToken ct)
    {
        if (client.FindEnd(job) is null)
            client.AskToStop(job, client.FindLaunch(job)?.Seats.Count ?? 0);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(JobKey job, CancellationToken ct)
    {
        var (claim, end) = (client.FindClaim(job), client.FindEnd(job));
        if (claim is not null && end is null)
            return Task.CompletedTask;
        try
        {
            if (claim?.Order.Checkpoint is not null)
                Settle(claim.Order.Workload, end!.State);
            client.Remove(job);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without root, a job can lock its own files away. They cost space, nothing else; the next start tries again.
            logger.LogWarning(e, "{Job}: its files cannot be removed.", job);
        }
        return Task.CompletedTask;
    }

    /// <summary>A job that ended by itself was the last of its workload; one that was stopped leaves its checkpoint to the next.</summary>
    private void Settle(WorkloadId workload, JobState end)
    {
        if (end is JobState.Succeeded or JobState.Failed)
            client.RemoveKept(workload);
        else
            client.TouchKept(workload, MachineNow.UtcDateTime);
        client.RemoveKeptBefore(MachineNow.UtcDateTime - options.CheckpointRetention);
    }

    private async Task<JobSighting> LookAsync(LocalClaim claim, CancellationToken ct)
    {
        var job = claim.Order.Job;
        var launch = client.FindLaunch(job);
        if (launch is null && client.IsStopAsked(job))
            return Ended(new(job, claim.Order.Token, JobState.Stopped, clock.GetUtcNow(), FinishedAt: clock.GetUtcNow()));
        // A pool that is gone (its driver is in trouble) may come back.
        launch ??= await ground.FindAsync(claim.Order.Pool, ct) is { } pool ? seats.TryLaunch(claim, pool, MachineNow) : null;
        if (launch is null)
            return new(job, claim.Order.Token, JobState.Starting, clock.GetUtcNow());
        var members = await CareAsync(claim, launch, ct);
        var sighting = LocalMapping.ToSighting(claim, members, InstantOf, clock.GetUtcNow());
        if (!sighting.State.IsTerminal())
            return Steady(sighting);
        var log = client.ReadLogTail(job, LocalMapping.TellingMember(members), LogText.MaxBytes + 4);
        return Ended(sighting with { StartedAt = Steady(sighting).StartedAt, LogTail = LogText.Tail(log) });
    }

    /// <summary>Starts what waits, ends what must not go on without its gang, and says how the members are.</summary>
    private async Task<IReadOnlyList<MemberStatus>> CareAsync(LocalClaim claim, LocalLaunch launch, CancellationToken ct)
    {
        var job = claim.Order.Job;
        var indices = Enumerable.Range(0, launch.Seats.Count).ToList();
        var members = indices.Select(index => client.ReadMember(job, index)).ToList();
        foreach (var index in indices.Where(index => members[index].Phase == MemberPhase.Vanished))
            await client.SweepAsync(job, index, launch.Seats[index], ct);
        var late = MachineNow - launch.LaunchedAt > LongestStart;
        foreach (var index in indices.Where(index => members[index].Phase == MemberPhase.Waiting))
            if (!late)
                client.StartSupervisor(job, index);
            else if (client.TryGiveUp(job, index))
                members[index] = client.ReadMember(job, index);
        if (members.Any(m => m.Failed) || client.IsStopAsked(job))
            foreach (var index in indices.Where(index => !members[index].IsOver))
                client.AskMemberToStop(job, index);
        return members;
    }

    /// <summary>The first reading of the start stands: computing it again would differ by microseconds and look like news.</summary>
    private JobSighting Steady(JobSighting sighting)
    {
        var steady = sighting with { StartedAt = running.GetValueOrDefault(sighting.Job)?.StartedAt ?? sighting.StartedAt };
        running[sighting.Job] = steady;
        return steady;
    }

    private JobSighting Ended(JobSighting end)
    {
        client.WriteEnd(end);
        running.Remove(end.Job);
        return end;
    }

    /// <summary>Files carry the machine's time; their age is carried over to the domain's clock.</summary>
    private DateTimeOffset InstantOf(DateTime machineUtc)
    {
        var age = MachineNow.UtcDateTime - machineUtc;
        return clock.GetUtcNow() - (age > TimeSpan.Zero ? age : TimeSpan.Zero);
    }
}

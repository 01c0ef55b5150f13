using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>What one simulated scheduler remembers. Not thread-safe: the scheduler asks under its lock.</summary>
internal sealed class SimulatedBook
{
    private readonly SimulatedSite site;
    private readonly SimulatedClient client;
    private readonly SimulatedOptions options;
    private readonly TimeSpan skew;
    private readonly Dictionary<JobKey, SimulatedJob> jobs;
    private readonly Dictionary<ReservationKey, SimulatedReservation> reservations;
    private int highestNumber;

    public SimulatedBook(SimulatedSite site, SimulatedClient client, SimulatedOptions options, TimeSpan skew)
    {
        (this.site, this.client, this.options, this.skew) = (site, client, options, skew);
        jobs = client.ListOf(site.Id).ToDictionary(j => j.Job);
        reservations = client.ReservationsOf(site.Id).ToDictionary(r => r.Order.Key);
        highestNumber = jobs.Values.Select(j => j.Number).DefaultIfEmpty().Max();
    }

    public SimulatedSite Site => site;

    public IReadOnlyCollection<SimulatedJob> Jobs => jobs.Values;

    public IReadOnlyCollection<SimulatedReservation> Reservations => reservations.Values;

    public SimulatedJob? Find(JobKey job) => jobs.GetValueOrDefault(job);

    public SimulatedReservation? Find(ReservationKey key) => reservations.GetValueOrDefault(key);

    /// <summary>Takes a job on; true when it was known before.</summary>
    public bool Take(JobOrder order, DateTimeOffset now)
    {
        if (jobs.TryGetValue(order.Job, out var before) && !IsForgotten(before, now))
            return true;
        if (SimulatedMapping.Veto(order, site, jobs.Values, options, now, reservations.Values) is { } veto)
            throw new SchedulerException(SchedulerTrouble.Refused, veto);
        Keep(WithCrash(SimulatedMapping.ToJob(order, options, now)) with { Number = NextNumber(now) });
        return false;
    }

    /// <summary>
    /// What is known of a job. Of one that a crash made it forget it knows only the number, and if that was given out again it tells of the other job: what whoever goes by
    /// numbers would take for ours.
    /// </summary>
    public JobSighting See(JobKey job, DateTimeOffset now)
    {
        if (!jobs.TryGetValue(job, out var known))
            throw SchedulerException.Unknown(job);
        if (IsForgotten(known, now) && jobs.Values.FirstOrDefault(j => j.Number == known.Number && j.Job != job && !IsForgotten(j, now)) is { } other)
            known = other;
        return SimulatedMapping.ToSighting(known, now) ?? throw SchedulerException.Unknown(job);
    }

    /// <summary>An unknown job is not an error; the answer says whether something changed.</summary>
    public bool Change(JobKey job, Func<SimulatedJob, SimulatedJob> change)
    {
        if (!jobs.TryGetValue(job, out var known) || change(known) is var changed && changed == known)
            return false;
        Keep(changed);
        return true;
    }

    public bool Forget(JobKey job, DateTimeOffset now)
    {
        if (!jobs.TryGetValue(job, out var known) || known.HoldsDevices(now))
            return false;
        client.Remove(site.Id, job);
        return jobs.Remove(job);
    }

    public void Keep(SimulatedReservation reservation)
    {
        client.Save(site.Id, reservation);
        reservations[reservation.Order.Key] = reservation;
    }

    private void Keep(SimulatedJob job)
    {
        client.Save(site.Id, job);
        jobs[job.Job] = job;
    }

    /// <summary>Whether the scheduler dies soon enough after it took the job to forget it; that is known beforehand, like everything else.</summary>
    private SimulatedJob WithCrash(SimulatedJob job)
    {
        var submitted = job.SubmittedAt - skew;
        return SimulatedFaults.CrashWithin(site.Id, options, submitted, submitted + options.CrashForgets) is { } crash
            ? job with { Fate = SimulatedFate.IsLost, EndsAt = crash + skew, Second = null } : job;
    }

    private static bool IsForgotten(SimulatedJob job, DateTimeOffset now) => job.Fate == SimulatedFate.IsLost && job.StoppedAt is null && now >= job.EndsAt;

    /// <summary>One more than the last, or than the last that it remembers after a crash.</summary>
    private int NextNumber(DateTimeOffset now)
    {
        var crashed = jobs.Values.Where(j => IsForgotten(j, now) && j.EndsAt - j.SubmittedAt < options.CrashForgets).ToList();
        if (crashed.Count > 0 && crashed.Max(j => j.Number) == highestNumber)
            highestNumber = crashed.Min(j => j.Number) - 1;
        return ++highestNumber;
    }
}

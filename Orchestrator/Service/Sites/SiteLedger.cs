using System.Text.Json;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary>
/// A site's leases and their workloads while one message is worked in: every change to a workload's attempt and to its lease goes together,
/// and all of it into one transaction.
/// </summary>
public sealed class SiteLedger(IDocumentSession session, IEnumerable<Pool> pools, IReadOnlyDictionary<WorkloadId, Workload> workloads, DateTimeOffset now)
{
    private readonly Dictionary<PoolId, Draft<Pool>> _pools = pools.ToDictionary(p => p.PoolId, p => new Draft<Pool>(p.Id, p.Revision, p));
    private readonly Dictionary<WorkloadId, Draft<Workload>> _workloads = workloads.ToDictionary(w => w.Key, w => new Draft<Workload>(w.Value.Id, w.Value.Revision, w.Value));

    /// <summary>Whether devices came free.</summary>
    public bool Freed { get; private set; }

    public bool HoldsLease(JobKey job) => LeaseOf(job) is not null;

    private Lease? LeaseOf(JobKey job) => _pools.Values.SelectMany(p => p.State.Leases).FirstOrDefault(l => l.Job == job);

    public bool Knows(JobKey job) => job.WorkloadOf() is { } id && _workloads.TryGetValue(id, out var draft) && draft.State.Current?.Job == job;

    public void See(JobSighting sighting)
    {
        if (sighting.Job.WorkloadOf() is not { } id || !_workloads.TryGetValue(id, out var workload))
            return;
        // The site only knows that it was told to stop; the lease knows why.
        if (sighting is { State: JobState.Stopped, Why: null } && LeaseOf(sighting.Job) is { StopReason: { } asked } lease && !lease.IsSuspending())
            sighting = sighting with { Why = Refusal.Because(asked) };
        Change(workload, sighting.Job, workload.State.See(sighting, now, LeaseOf(sighting.Job)?.IsSuspending() == true), JsonNamingPolicy.KebabCaseLower.ConvertName(sighting.State.ToString()));
    }

    /// <summary>Leased jobs that the site has never heard of, although it applied the current orders: they were lost, or have stopped as asked.</summary>
    public void EndUnknownJobs(IReadOnlySet<JobKey> known)
    {
        foreach (var lease in _pools.Values.SelectMany(p => p.State.Leases).Where(l => !known.Contains(l.Job)).ToList())
        {
            if (lease.IsSuspending() && _workloads.TryGetValue(lease.Workload, out var workload) && workload.State.Current?.Job == lease.Job)
                Change(workload, lease.Job, workload.State.Suspend(null, now, now), lease.StopReason!);
            else
                EndAttempt(lease, Refusal.Because(lease.StopReason ?? "lost-by-site"));
        }
    }

    /// <summary>
    /// The site's word on this job is not waited for any more: its token is raised in every pool that it holds devices of, so that what the job still tells or
    /// is told counts no more, and its workload waits for another place.
    /// </summary>
    public void Fence(Lease lease, Refusal why)
    {
        var holders = _pools.Values.Where(p => p.State.Leases.Any(l => l.Job == lease.Job)).ToList();
        var fence = holders.Max(p => p.State.LastToken).Next();
        foreach (var pool in holders)
            pool.Add(pool.State.Fence(lease.Job, fence, why.Code, now).OrThrow(), Evolve.Apply);
        EndAttempt(lease, why, fence);
    }

    public void EndAttempt(Lease lease, Refusal why, FencingToken? fence = null)
    {
        if (_workloads.TryGetValue(lease.Workload, out var workload) && workload.State.Current?.Job == lease.Job)
            Change(workload, lease.Job, workload.State.EndAttempt(why, now, fence: fence), why.Code);
        else
            Release(lease.Job, why.Code);
    }

    /// <summary>Writes the drafts into the session; nothing is saved yet.</summary>
    public void Save()
    {
        foreach (var workload in _workloads.Values)
            session.Append<Workload>(workload.Stream, workload.Revision, Decision.Happens([.. workload.Events]));
        foreach (var pool in _pools.Values)
            session.Append<Pool>(pool.Stream, pool.Revision, Decision.Happens([.. pool.Events]));
    }

    private void Change(Draft<Workload> workload, JobKey job, Decision decision, string reason)
    {
        workload.Add(decision.OrThrow(), Evolve.Apply);
        if (workload.State.IsFinished || workload.State.Current?.Job != job)
            Release(job, reason);
    }

    private void Release(JobKey job, string reason)
    {
        foreach (var pool in _pools.Values)
        {
            var events = pool.State.Release(job, reason, now).OrThrow();
            Freed |= events.Count > 0;
            pool.Add(events, Evolve.Apply);
        }
    }
}

/// <summary>An aggregate with the events that were decided on top of it.</summary>
public sealed class Draft<T>(string stream, long revision, T state)
{
    public string Stream => stream;
    public long Revision => revision;
    public T State { get; private set; } = state;
    public List<object> Events { get; } = [];

    public void Add(IEnumerable<object> events, Func<T, object, T> apply)
    {
        foreach (var e in events)
        {
            Events.Add(e);
            State = apply(State, e);
        }
    }
}

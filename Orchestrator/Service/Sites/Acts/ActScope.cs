using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Sites.Acts;

/// <summary>One act at work: the site, its pools and their leases as they were read, and what has been decided about each.</summary>
internal sealed class ActScope(IDocumentSession session, SiteId id, Site? site, IReadOnlyList<Pool> pools, SiteAct act, DateTimeOffset now)
{
    private readonly List<Draft<Pool>> drafts = [.. pools.Select(p => new Draft<Pool>(p.Id, p.Revision, p))];
    private IReadOnlyList<object> ofSite = [];
    private string? code;
    private bool withdraws;
    private bool isWritten;

    public IDocumentSession Session => session;
    public SiteId Id => id;
    public Site? Site => site;
    public IReadOnlyList<Pool> Pools => pools;
    public SiteAct Act => act;
    public DateTimeOffset Now => now;

    /// <summary>Nothing of the network holds a device there.</summary>
    public bool IsIdle => pools.All(p => p.Leases.Count == 0);

    /// <summary>The site once it has been asked to leave; null when that changes nothing.</summary>
    public Site? HasLeft => ofSite.OfType<SiteRemovalRequested>().FirstOrDefault() is { } asked ? site?.Apply(asked) ?? Site.Create(asked) : null;

    public Decision Acceptance(SiteAcceptance acceptance) => site?.SetAcceptance(acceptance, act.Reason, now) ?? Site.SetAcceptanceNew(id, acceptance, act.Reason, now);

    public void Decide(Decision decision)
    {
        ofSite = decision.OrThrow();
        session.Append<Site>(Site.StreamOf(id), site?.Revision ?? 0, decision);
    }

    public void Cap(PoolCap cap)
    {
        var pool = drafts.FirstOrDefault(p => p.State.PoolId == cap.Pool) ?? throw new RefusedException(Refusal.Because("pool-unknown", ("pool", cap.Pool)));
        pool.Add(pool.State.Cap(cap.MostDevices, act.Reason, now).OrThrow(), Evolve.Apply);
    }

    public ActScope StopAll(string why)
    {
        code = why;
        foreach (var pool in drafts)
        {
            foreach (var lease in pool.State.Leases)
                pool.Add(pool.State.RequestStop(lease.Job, why, now).OrThrow(), Evolve.Apply);
        }
        return this;
    }

    public void WithdrawAll() => withdraws = true;

    /// <summary>Writes what was decided about the pools, and tells all of it. A pool that the act is not about is not told.</summary>
    public SiteActOutcome Outcome()
    {
        if (!isWritten)
        {
            foreach (var pool in drafts)
                session.Append<Pool>(pool.Stream, pool.Revision, Decision.Happens([.. pool.Events]));
            isWritten = true;
        }
        var told = act.Kind == SiteActKind.Cap ? drafts.Where(d => act.Caps!.Any(c => c.Pool == d.State.PoolId)).ToList() : [.. drafts.Where(d => !d.State.IsWithdrawn || d.State.Leases.Count > 0)];
        return new SiteActOutcome(
            id, act.Kind, now, ofSite.Count > 0 || drafts.Any(d => d.Events.Count > 0),
            [.. told.Select(d => Told(d.State))], [.. from draft in told from lease in Before(draft).Leases select Told(draft.State.PoolId, lease)]);
    }

    private Pool Before(Draft<Pool> draft) => pools.First(p => p.PoolId == draft.State.PoolId);

    private PoolTouched Told(Pool after) => new(
        after.PoolId, after.Declaration.Devices, after.LeasedDevices, TakesNewWork && !after.IsWithdrawn, pools.First(p => p.PoolId == after.PoolId).MostDevices, after.MostDevices,
        after.IsWithdrawn || withdraws);

    private bool TakesNewWork => act.Kind switch
    {
        SiteActKind.Accept => true,
        SiteActKind.Drain or SiteActKind.Suspend or SiteActKind.Remove => false,
        _ => site is null or { Acceptance: SiteAcceptance.Accepting },
    };

    private LeaseTouched Told(PoolId pool, Lease lease) => new(
        pool, lease.Workload, lease.Job, lease.Devices,
        lease.StopReason is not null ? LeaseFate.StopsAlready : code is null ? LeaseFate.GoesOn : LeaseFate.IsMoved,
        lease.StopReason ?? code, lease.PlannedEnd);
}

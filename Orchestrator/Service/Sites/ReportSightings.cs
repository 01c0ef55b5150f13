using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Workloads;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary>
/// <c>POST /api/site/sightings</c>: what a site saw becomes facts of the ledger, once. A repeated, late or foreign sighting changes nothing;
/// the receipt tells the site what it may forget and what it must stop.
/// </summary>
public static class ReportSightings
{
    private const int MostFences = 500;

    public static async Task<SightingReceipt> Handle(
        SightingReport report, CommandContext context, IDocumentStore store, SitePresence presence, SiteClocks clocks, SiteSignals signals, RoundTrigger round, CancellationToken ct)
    {
        var site = context.Site ?? throw new RefusedException(Refusal.Because("not-a-site"));
        SiteWord.NotAhead(report, context.Now);
        presence.Spoke(site, context);
        if (context.IsSaidNow)
            clocks.Heard(site, report.ObservedAt, context.Now, report.RoundTripMilliseconds);
        // What comes over a broker says how living jobs are. It ends none: that is for messages that were answered.
        else if (report.Reservations is not null || report.Sightings.Any(s => s.State.IsTerminal()))
            throw new RefusedException(Refusal.Because("published-end", ("site", site)));
        var (receipt, freed) = await store.ChangeAsync(context, session => Decide(session, site, report, context, ct), ct);
        if (freed)
        {
            signals.Wake(site);
            round.Request();
        }
        return receipt;
    }

    private static async Task<(SightingReceipt Receipt, bool Freed)> Decide(IDocumentSession session, SiteId id, SightingReport report, CommandContext context, CancellationToken ct)
    {
        var now = context.Now;
        var (known, pools) = await session.SiteWithPoolsAsync(id, ct);
        if (context.IsSaidNow && known is { } site)
            session.Append<Site>(site.Id, site.Revision, site.Return(now));
        var leased = pools.SelectMany(p => p.Leases).Select(l => l.Workload);
        var seen = report.Sightings.Select(s => s.Job.WorkloadOf()).OfType<WorkloadId>();
        var ledger = new SiteLedger(session, pools, await session.WorkloadsAsync(leased.Concat(seen), ct), now);

        foreach (var sighting in report.Sightings)
        {
            ledger.See(sighting);
            if (sighting.State.IsTerminal() && sighting.LogTail is { Length: > 0 } tail && ledger.Knows(sighting.Job))
                session.Store(new JobLog(sighting.Job.Value, tail, now));
        }
        if (context.IsSaidNow && report.OrdersVersion == pools.OrdersVersion())
            ledger.EndUnknownJobs(report.KnownJobs.Concat(report.Sightings.Select(s => s.Job)).ToHashSet());
        ledger.Save();

        var terminal = report.Sightings.Where(s => s.State.IsTerminal()).Select(s => s.Job).ToList();
        var stale = report.KnownJobs.Concat(report.Sightings.Select(s => s.Job)).Distinct().Where(j => !ledger.HoldsLease(j)).Except(terminal).ToList();
        var receipt = new SightingReceipt([.. terminal.Where(j => !ledger.HoldsLease(j))], stale) { Fences = await FencesAsync(session, stale, ct) };
        return (receipt, ledger.Freed);
    }

    /// <summary>What the ledger fenced of the jobs that should not be there; a site that remembers more of them is told the rest next time.</summary>
    private static async Task<IReadOnlyList<JobFence>?> FencesAsync(IDocumentSession session, IReadOnlyList<JobKey> stale, CancellationToken ct)
    {
        var jobs = stale.Take(MostFences).ToHashSet();
        var workloads = await session.WorkloadsAsync(jobs.Select(j => j.WorkloadOf()).OfType<WorkloadId>(), ct);
        var fences = workloads.Values.SelectMany(w => w.Past).Where(p => p.Fence is not null && jobs.Contains(p.Job)).Select(p => new JobFence(p.Job, p.Fence!.Value)).ToList();
        return fences.Count == 0 ? null : fences;
    }
}

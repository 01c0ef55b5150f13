using System.Collections.Concurrent;
using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Reconciling;

/// <summary>
/// Drives one site's scheduler towards the orders, level-triggered: it compares what should run with what is remembered and seen, and repairs the
/// difference; a turn that was lost to a crash is made up by the next one. It knows nothing of HTTP. Not thread-safe: one loop owns it.
/// </summary>
public sealed class SiteReconciler(SiteId site, ISiteScheduler scheduler, IJobJournal journal, TimeProvider clock, int parallelCalls = 4)
{
    private readonly JobBook book = new(site, journal);
    private long appliedVersion;
    private long toldVersion;

    /// <summary>There are jobs whose state can change without an order.</summary>
    public bool HasLiveJobs => book.Live.Count > 0;

    /// <summary>There are sightings that the centre has not heard once.</summary>
    public bool HasUntold => book.HasUntold;

    /// <summary>It is worth to report before the next heartbeat.</summary>
    public bool HasFreshNews => HasUntold || toldVersion != appliedVersion;

    /// <summary>Writes down what the orders mean, before anything is started or stopped because of them.</summary>
    public void Accept(SiteOrders orders)
    {
        var now = clock.GetUtcNow();
        var changed = new Dictionary<JobKey, JobEntry>();
        foreach (var order in orders.Orders.OrderBy(o => o.Token))
        {
            var outcome = OrderLaw.Weigh(changed.GetValueOrDefault(order.Job) ?? book.Find(order.Job), order, now);
            if (outcome.Changed is { } entry)
                changed[order.Job] = entry;
            if (outcome.Refusal is { } refusal)
                book.Refused(refusal);
        }
        foreach (var order in orders.Unreadable.Where(o => book.Find(o.Job) is null))
            changed[order.Job] = OrderLaw.WhenUnreadable(order, now);
        var ordered = orders.Orders.Select(o => o.Job).Concat(orders.Unreadable.Select(o => o.Job)).ToHashSet();
        var absent = book.Live.Where(e => !ordered.Contains(e.Job)).Select(e => OrderLaw.WhenAbsent(e, now)).OfType<JobEntry>();
        book.Write([.. changed.Values, .. absent]);
        appliedVersion = orders.Version;
    }

    /// <summary>
    /// One turn: submits what is claimed, cancels what must stop, observes everything that lives. The answer is what went wrong on the way, by job;
    /// those jobs are tried again in the next turn, and delay no other.
    /// </summary>
    public async Task<IReadOnlyList<SchedulerException>> TurnAsync(CancellationToken ct)
    {
        // What must stop goes first: what is to start may need its devices.
        var live = book.Live.ToLookup(e => e.Stage == EntryStage.Stopping);
        List<SchedulerException> troubles = [.. await StepsAsync(live[true], ct), .. await StepsAsync(live[false], ct)];
        await HearOfStraysAsync(ct);
        return troubles;
    }

    /// <summary>A job that was told as lost and ran on: a word more to tell, under the token that it had. It changes nothing of what is remembered of the job.</summary>
    private async Task HearOfStraysAsync(CancellationToken ct)
    {
        if (scheduler is not IStrayRuns strays)
            return;
        foreach (var stray in await strays.ReadStraysAsync(ct))
            if (book.Find(stray.Job) is { IsLive: false } entry)
                book.Stray(stray with { Token = entry.Token });
    }

    /// <summary>What to tell: every change, every terminal fact that is not on record, at most <paramref name="limit"/> of them; the rest next time.</summary>
    public SightingReport Report(int limit)
    {
        var ends = book.Ended.Select(e => e.End!);
        return new(clock.GetUtcNow(), appliedVersion, [.. book.Untold.Concat(ends).Take(limit)], book.Known);
    }

    /// <summary>The centre does not want to hear these: they go to the back of the queue, changes are dropped, ends are not.</summary>
    public void Postpone(SightingReport report) => Told(report);

    /// <summary>The centre does not hear: what was seen outlives this process.</summary>
    public void Preserve() => book.Preserve();

    /// <summary>Marks the report as heard: recorded ends are forgotten, jobs that the centre does not own up to are stopped.</summary>
    public async Task AcknowledgeAsync(SightingReport report, SightingReceipt receipt, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        Told(report);
        var toldEnds = report.Sightings.Where(s => s.State.IsTerminal()).Select(s => (s.Job, s.Token)).ToHashSet();
        var recorded = receipt.Recorded.Select(book.Find).OfType<JobEntry>().Where(e => e.Stage == EntryStage.Ended && toldEnds.Contains((e.Job, e.Token)));
        var fences = (receipt.Fences ?? []).GroupBy(f => f.Job).ToDictionary(f => f.Key, f => f.Max(x => x.Fence));
        var disowned = receipt.Stale.Select(book.Find).OfType<JobEntry>().Where(e => e.Stage != EntryStage.Ended && report.KnownJobs.Contains(e.Job)).Select(e => OrderLaw.Fenced(e, fences));
        // A disowned job that has ended is still told: that it ran on is a fact that the ledger wants, and then it is on record like any other end.
        var forgotten = recorded.Select(e => Forget(e, now)).ToList();
        book.Write([.. forgotten, .. disowned.Select(e => OrderLaw.WhenAbsent(e, now) ?? e).Where(e => e != book.Find(e.Job))]);
        book.Trim();
        await RemoveRemainsAsync(forgotten, ct);
    }

    /// <summary>After a restart: jobs that were forgotten just before the crash may have left something at the scheduler.</summary>
    public Task TidyAsync(CancellationToken ct) => RemoveRemainsAsync(book.Forgotten, ct);

    private async Task<IReadOnlyCollection<SchedulerException>> StepsAsync(IEnumerable<JobEntry> entries, CancellationToken ct)
    {
        var outcomes = new ConcurrentQueue<JobOutcome>();
        var troubles = new ConcurrentQueue<SchedulerException>();
        var step = new JobStep(scheduler, clock);
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelCalls, CancellationToken = ct };
        try
        {
            await Parallel.ForEachAsync(entries, options, async (entry, ct) =>
            {
                try
                {
                    outcomes.Enqueue(await step.TakeAsync(entry, ct));
                }
                catch (SchedulerException e)
                {
                    troubles.Enqueue(e);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // A fault of one scheduler on one job must not stop the loop that serves all the others.
                    troubles.Enqueue(new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("adapter-fault", ("job", entry.Job), ("fault", e.GetType().Name)), e));
                }
            });
        }
        finally
        {
            Note([.. outcomes]);
        }
        return troubles;
    }

    private void Told(SightingReport report)
    {
        book.Told(report.Sightings);
        toldVersion = report.OrdersVersion;
    }

    private async Task RemoveRemainsAsync(IEnumerable<JobEntry> forgotten, CancellationToken ct)
    {
        if (scheduler is IJobRemains remains)
            foreach (var entry in forgotten)
                await remains.ForgetAsync(entry.Job, ct);
    }

    private void Note(IReadOnlyList<JobOutcome> outcomes)
    {
        book.Write([.. outcomes.Select(o => o.Entry).Where(e => book.Find(e.Job) != e)]);
        foreach (var (entry, sighting) in outcomes)
        {
            if (entry.IsLive)
                book.Saw(sighting);
            else
                AgentTelemetry.Ended(site, entry);
        }
    }

    private static JobEntry Forget(JobEntry entry, DateTimeOffset now) =>
        entry with { Stage = EntryStage.Forgotten, ChangedAt = now, Order = null, Untold = null, End = entry.End! with { LogTail = null } };
}

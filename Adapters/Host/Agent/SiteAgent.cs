using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host.Agent;

/// <summary>
/// One site's voice. It opens every connection itself: one loop asks for orders, the other works on them and reports. Neither ends before the
/// process does; whatever fails is tried again, and jobs go on while the centre is away.
/// </summary>
public sealed class SiteAgent
{
    private readonly SiteId site;
    private readonly AgentPace pace;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly OrdersListener listener;
    private readonly SiteReconciler reconciler;
    private readonly SightingReporter reporter;
    private readonly LogAnswerer logs;
    private readonly Backoff trouble;
    private readonly Alarm alarm;
    private long nextReport;
    private long lastReport;

    public SiteAgent(SiteId site, ISiteScheduler scheduler, IJobJournal journal, CentreLine centre, AgentPace pace, TimeProvider clock, ILogger<SiteAgent> logger)
    {
        (this.site, this.pace, this.clock, this.logger) = (site, pace, clock, logger);
        alarm = new Alarm(pace.Time);
        reconciler = new SiteReconciler(site, scheduler, journal, clock);
        reporter = new SightingReporter(site, centre, scheduler, reconciler, new(site, centre, scheduler, pace, clock, logger), pace, logger);
        logs = new LogAnswerer(site, centre, scheduler, clock, logger);
        listener = new OrdersListener(site, centre, pace, () => reporter.SchedulerAnswers, alarm.Ring, logger);
        trouble = new Backoff(pace);
    }

    /// <summary>Runs until it is cancelled; jobs that run then go on running.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(pace.StartSpread * pace.Jitter(), pace.Time, ct);
            await Task.WhenAll(listener.RunAsync(ct), WorkAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            logger.LogDebug("{Site}: the agent stops, its jobs go on.", site);
        }
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        nextReport = pace.Time.GetTimestamp();
        var tidy = false;
        while (true)
        {
            try
            {
                if (!tidy)
                    await reconciler.TidyAsync(ct);
                tidy = true;
                await TurnAsync(ct);
                if (UntilReport() <= TimeSpan.Zero)
                    await ReportAsync(ct);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                // The host loop: nothing that goes wrong with one site (a full disk, a fault in its scheduler) may end its agent.
                logger.LogError(e, "{Site}: a turn failed and will be repeated.", site);
                Postpone(trouble.Next());
            }
            await alarm.SleepAsync(UntilNextTurn(), ct);
        }
    }

    private async Task TurnAsync(CancellationToken ct)
    {
        var orders = listener.Newest;
        if (orders is not null)
        {
            reconciler.Accept(orders);
            listener.Done(orders);
        }
        var troubles = await reconciler.TurnAsync(ct);
        if (orders?.LogsWanted is { Count: > 0 } wanted)
            await logs.AnswerAsync(wanted, ct);
        if (troubles.Count == 0)
            return;
        AgentTelemetry.Trouble(site);
        logger.LogWarning(troubles[0], "{Site}: the scheduler did not answer for {Jobs} jobs; they are asked for again.", site, troubles.Count);
    }

    private async Task ReportAsync(CancellationToken ct)
    {
        var arrived = await reporter.ReportAsync(ct);
        AgentTelemetry.Reported(site, arrived);
        if (!arrived)
        {
            Postpone(trouble.Next());
            return;
        }
        if (trouble.Reset())
            logger.LogInformation("{Site}: reports arrive again, as of {Now:O}.", site, clock.GetUtcNow());
        Postpone(pace.Heartbeat);
        lastReport = pace.Time.GetTimestamp();
    }

    /// <summary>Heartbeats keep their beat; news goes earlier, but never while the centre is being left in peace.</summary>
    private TimeSpan UntilReport()
    {
        var beat = pace.Time.GetElapsedTime(pace.Time.GetTimestamp(), nextReport);
        if (trouble.Failures > 0 || lastReport == 0 || !reconciler.HasFreshNews)
            return beat;
        var gap = pace.ReportGap - pace.Time.GetElapsedTime(lastReport);
        return gap < beat ? gap : beat;
    }

    private TimeSpan UntilNextTurn()
    {
        var report = UntilReport();
        return reconciler.HasLiveJobs && pace.Observe < report ? pace.Observe : report;
    }

    private void Postpone(TimeSpan pause) =>
        nextReport = pace.Time.GetTimestamp() + (long)(pause.TotalSeconds * pace.Time.TimestampFrequency);
}

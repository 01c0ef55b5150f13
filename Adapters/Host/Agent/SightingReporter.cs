using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Port;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host.Agent;

/// <summary>
/// Tells the centre what there is and what was seen. A report vouches for the scheduler, not only for the agent: while the scheduler does not
/// answer, the agent keeps silent, so that the centre sends the site no new work.
/// </summary>
internal sealed class SightingReporter(SiteId site, CentreLine centre, ISiteScheduler scheduler, SiteReconciler reconciler, InstrumentReporter instruments, AgentPace pace, ILogger logger)
{
    /// <summary>With log tails of 8 KiB a report stays well under the centre's limit on a body.</summary>
    private const int SightingsPerReport = 32;

    private SiteInventory? declared;
    private long declaredAt;
    private TimeSpan? roundTrip;

    /// <summary>Whether the scheduler answered when it was last asked for its inventory.</summary>
    public bool SchedulerAnswers { get; private set; } = true;

    /// <summary>Says everything that is to be said; false when the centre or the scheduler could not be reached.</summary>
    public async Task<bool> ReportAsync(CancellationToken ct)
    {
        try
        {
            var inventory = WithCapabilities(await scheduler.ReadInventoryAsync(ct));
            SchedulerAnswers = true;
            await DeclareAsync(inventory, ct);
            await instruments.ReportAsync(ct);
            var limit = SightingsPerReport;
            do
            {
                limit = await TellAsync(limit, ct);
            }
            while (reconciler.HasUntold);
            return true;
        }
        catch (SchedulerException e)
        {
            SchedulerAnswers = false;
            logger.LogWarning("{Site}: no report, the scheduler does not answer: {Reason}.", site, e.Message);
        }
        catch (UnreachableException e)
        {
            logger.LogDebug("{Site}: the report did not arrive: {Reason}", site, e.Message);
        }
        catch (ApiRefusedException e)
        {
            logger.LogWarning("{Site}: the centre refuses the site's report: {Reason}", site, e.Message);
        }
        // The centre may have been replaced by one that has never heard of this inventory.
        declared = null;
        instruments.Forget();
        reconciler.Preserve();
        return false;
    }

    private async Task DeclareAsync(SiteInventory inventory, CancellationToken ct)
    {
        var isNews = declared is null || declared.AgentVersion != inventory.AgentVersion || declared.Capabilities != inventory.Capabilities || !declared.Pools.SequenceEqual(inventory.Pools);
        if (!isNews && pace.Time.GetElapsedTime(declaredAt) < pace.Declare)
            return;
        await centre.DeclareAsync(site, inventory, ct);
        declared = inventory;
        declaredAt = pace.Time.GetTimestamp();
        logger.Log(isNews ? LogLevel.Information : LogLevel.Debug, "{Site}: declared {Pools} pools with {Devices} devices.", site, inventory.Pools.Count, inventory.Pools.Sum(p => p.Devices));
    }

    /// <summary>What the scheduler says of itself, with what its interfaces say it can do.</summary>
    private SiteInventory WithCapabilities(SiteInventory inventory) => inventory with
    {
        Capabilities = (inventory.Capabilities ?? new SiteCapabilities([])) with { Can = Capabilities.Of(scheduler), Transport = centre.Transport },
    };

    /// <summary>One report; the answer is how many sightings the next one may hold.</summary>
    private async Task<int> TellAsync(int limit, CancellationToken ct)
    {
        var report = reconciler.Report(limit) with { RoundTripMilliseconds = roundTrip is { TotalHours: < 1 } last ? last.TotalMilliseconds : null };
        using var activity = AgentTelemetry.Reporting(site, report);
        try
        {
            var sentAt = pace.Time.GetTimestamp();
            var receipt = await centre.ReportAsync(site, report, ct);
            roundTrip = pace.Time.GetElapsedTime(sentAt);
            await reconciler.AcknowledgeAsync(report, receipt, ct);
            return limit;
        }
        catch (ApiRefusedException e) when (e.Problem.Status is 400 or 413 or 422 && report.Sightings.Count > 0)
        {
            // One sighting that the centre cannot take must not hold back the others: they go one by one, and it goes to the back.
            if (report.Sightings.Count == 1)
            {
                logger.LogError("{Site}: the centre refuses the sighting of {Job}: {Reason}", site, report.Sightings[0].Job, e.Message);
                reconciler.Postpone(report);
            }
            return 1;
        }
    }
}

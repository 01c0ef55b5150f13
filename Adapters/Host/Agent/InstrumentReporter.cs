using ComputeNet.Adapters.Port;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host.Agent;

/// <summary>
/// Tells what the site's instruments read, at their own pace, and its offers when they change. Neither holds up a heartbeat: instruments that do not answer
/// leave the last telemetry to grow old at the centre, which says how old it is.
/// </summary>
internal sealed class InstrumentReporter(SiteId site, CentreLine centre, ISiteScheduler scheduler, AgentPace pace, TimeProvider clock, ILogger logger)
{
    private IReadOnlyList<PoolOffer>? offered;
    private long? readAt;

    /// <summary>The centre may be another than before: everything is told again.</summary>
    public void Forget() => (offered, readAt) = (null, null);

    public async Task ReportAsync(CancellationToken ct)
    {
        try
        {
            if (scheduler is ISiteOffers offers)
                await OfferAsync(await offers.ReadOffersAsync(ct), ct);
            if (scheduler is ISiteTelemetry instruments && (readAt is not { } last || pace.Time.GetElapsedTime(last) >= pace.Telemetry))
            {
                readAt = pace.Time.GetTimestamp();
                await centre.TellTelemetryAsync(site, await instruments.ReadTelemetryAsync(ct), ct);
            }
        }
        catch (SchedulerException e)
        {
            logger.LogDebug("{Site}: its instruments do not answer: {Reason}", site, e.Message);
        }
        catch (ApiRefusedException e)
        {
            logger.LogWarning("{Site}: the centre refuses what its instruments say: {Reason}", site, e.Message);
        }
    }

    private async Task OfferAsync(IReadOnlyList<PoolOffer> offers, CancellationToken ct)
    {
        // A site that has never offered anything need not say so.
        if (offered is null ? offers.Count == 0 : offered.SequenceEqual(offers))
            return;
        await centre.MakeOffersAsync(site, new SiteOffers(clock.GetUtcNow(), offers), ct);
        offered = offers;
    }
}

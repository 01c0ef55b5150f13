using ComputeNet.Contracts.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites.Sensing;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>POST /api/site/telemetry</c>: the newest of a site is kept, and one of every five minutes in the ring of its last day; an older one is a replay.</summary>
public static class ReportTelemetry
{
    public static async Task<IResult> Handle(SiteTelemetry telemetry, CommandContext context, IDocumentStore store, SitePresence presence, SensingBook sensing, OrchestratorOptions options, CancellationToken ct)
    {
        var site = SiteWord.Of(context);
        SiteWord.OwnPools(site, telemetry.Pools.Select(p => p.Pool));
        SiteWord.NotAhead(telemetry.ObservedAt, "observedAt", context.Now);
        presence.Spoke(site, context);
        await using var session = context.OpenSession(store);
        var kept = await session.LoadAsync<SiteTelemetryDocument>(site.Value, ct);
        SiteWord.NotOlder(telemetry.ObservedAt, kept?.Telemetry.ObservedAt, context.Now);
        session.Store(new SiteTelemetryDocument(site.Value, telemetry, context.Now));
        if (TelemetryRing.IsDue(kept?.ReceivedAt, context.Now))
            session.Store(TelemetryRing.Point(site, telemetry, context.Now));
        session.Store(SensingDocument.Of(site, telemetry, context.Now, options.WallClock.GetUtcNow()));
        await session.SaveChangesAsync(ct);
        sensing.Forget();
        return Results.NoContent();
    }
}

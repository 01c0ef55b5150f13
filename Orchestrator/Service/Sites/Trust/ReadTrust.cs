using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Policies;
using ComputeNet.Service.Http;
using ComputeNet.Service.Policies;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites.Trust;

/// <summary><c>GET /api/sites/{id}/trust</c>: the score with its parts, for everyone, the site's own people included. Counted when it is asked.</summary>
public static class ReadTrust
{
    private static readonly Provenance ByPolicy = new(Basis.Stated, "policy of the network");

    /// <summary><c>GET /api/site/trust</c>: the same to the site itself.</summary>
    public static Task<SiteTrust> OfCaller(CommandContext context, IDocumentStore store, WorldCatalogue world, TimeProvider clock, CancellationToken ct) =>
        Handle(SiteWord.Of(context), store, world, clock, ct);

    public static async Task<SiteTrust> Handle(SiteId id, IDocumentStore store, WorldCatalogue world, TimeProvider clock, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        var now = clock.GetUtcNow();
        await using var session = store.QuerySession();
        var stated = PolicyRows.Of(await session.LoadAsync<Policy>(Policy.Stream, ct)).Sites.FirstOrDefault(s => s.Site == id)?.Trust;
        var age = (await session.LoadAsync<SiteTelemetryDocument>(id.Value, ct)) is { } telemetry ? now - telemetry.ReceivedAt : (TimeSpan?)null;
        var score = TrustLaw.Of((await TrustRecords.ReadAsync(store, now, id, ct)).GetValueOrDefault(id) ?? [], age);
        var (measured, provenance) = TrustBook.Of(score);
        return new SiteTrust(id, now, stated ?? measured, stated is null ? provenance : ByPolicy, measured, score.Kept, score.Punctual, score.Fresh)
        {
            Stated = stated,
            Promises = score.Promises,
            Refused = score.Of(PromiseFate.Refused),
            Failed = score.Of(PromiseFate.Failed),
            Lost = score.Of(PromiseFate.Lost),
            DoubleRuns = score.DoubleRuns,
            MeanStartDelaySeconds = score.MeanStartDelaySeconds,
            TelemetryAgeSeconds = age?.TotalSeconds,
            From = now.AddDays(-TrustLaw.WindowDays),
            HalfLifeDays = TrustLaw.HalfLifeDays,
            PriorShare = TrustLaw.PriorShare,
            PriorPromises = TrustLaw.PriorPromises,
        };
    }
}

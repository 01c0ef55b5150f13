using ComputeNet.Contracts.Vocabulary;
using Marten;

namespace ComputeNet.Service.Sites.Trust;

/// <summary>
/// The scores that rounds plan with, counted anew now and then: a score moves by days, not by rounds. Two digits, so that a thousandth does not move a plan.
/// </summary>
public sealed class TrustBook(IDocumentStore store, OrchestratorOptions options, TimeProvider clock)
{
    private static readonly Provenance Measured = new(Basis.Measured, "promises on the ledger");
    private static readonly Provenance Prior = Provenance.Assumed("a site without a record");

    private readonly SemaphoreSlim _counting = new(1, 1);
    private volatile Counted? _counted;

    public async Task<TrustOfSites> ReadAsync(CancellationToken ct)
    {
        if (_counted is { } known && !IsOver(known))
            return known.Trust;
        await _counting.WaitAsync(ct);
        try
        {
            if (_counted is { } meanwhile && !IsOver(meanwhile))
                return meanwhile.Trust;
            var trust = await CountAsync(ct);
            _counted = new Counted(options.WallClock.GetUtcNow(), trust);
            return trust;
        }
        finally
        {
            _counting.Release();
        }
    }

    private bool IsOver(Counted counted) => options.WallClock.GetUtcNow() - counted.At >= options.TrustEvery;

    private async Task<TrustOfSites> CountAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var session = store.QuerySession();
        var telemetry = (await session.Query<SiteTelemetryDocument>().Select(t => new { t.Id, t.ReceivedAt }).ToListAsync(ct)).ToDictionary(t => new SiteId(t.Id), t => now - t.ReceivedAt);
        var records = await TrustRecords.ReadAsync(store, now, null, ct);
        return new TrustOfSites(records.Keys.Concat(telemetry.Keys).Distinct().ToDictionary(
            site => site, site => TrustLaw.Of(records.GetValueOrDefault(site) ?? [], telemetry.TryGetValue(site, out var age) ? age : null)));
    }

    private sealed record Counted(DateTimeOffset At, TrustOfSites Trust);

    /// <summary>What the brain charges a site by, and how that is known.</summary>
    public static (double Share, Provenance Provenance) Of(TrustScore? score)
    {
        score ??= TrustLaw.Of([], null);
        return (Math.Round(score.Value, 2), score.Promises > 0 ? Measured : Prior);
    }
}

/// <summary>The scores of all sites that have a record.</summary>
public sealed class TrustOfSites(IReadOnlyDictionary<SiteId, TrustScore> scores)
{
    private readonly bool _anyHasPromised = scores.Values.Any(s => s.Promises > 0);

    /// <summary>The policy's own figure, which needs no provenance; else the measured one; nothing while no site has any record, since then nothing tells sites apart.</summary>
    public (double? Share, Provenance? Provenance) For(SiteId site, double? stated) =>
        stated is not null ? (stated, null) : _anyHasPromised ? TrustBook.Of(scores.GetValueOrDefault(site)) : (null, null);
}

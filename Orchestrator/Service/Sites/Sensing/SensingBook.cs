using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using Marten;

namespace ComputeNet.Service.Sites.Sensing;

/// <summary>What all sites sense and offer, for rounds that follow each other within a second: read anew now and then, and when this process has heard something new.</summary>
public sealed class SensingBook(IDocumentStore store, OrchestratorOptions options)
{
    private volatile Read? _read;

    /// <summary>A site told something: the next round sees it.</summary>
    public void Forget() => _read = null;

    public async Task<SensedNetwork> ReadAsync(CancellationToken ct)
    {
        if (_read is { } known && options.WallClock.GetUtcNow() - known.At < options.SensingEvery)
            return known.Network;
        var at = options.WallClock.GetUtcNow();
        await using var session = store.QuerySession();
        var sensing = (await session.Query<SensingDocument>().ToListAsync(ct)).ToDictionary(s => s.Site);
        var offers = (await session.Query<SiteOffersDocument>().ToListAsync(ct)).SelectMany(o => o.Offers.Offers).GroupBy(o => o.Pool).ToDictionary(o => o.Key, o => o.First());
        var network = new SensedNetwork(sensing, offers, options);
        _read = new Read(at, network);
        return network;
    }

    private sealed record Read(DateTimeOffset At, SensedNetwork Network);
}

/// <summary>The newest word of every site.</summary>
public sealed class SensedNetwork(IReadOnlyDictionary<SiteId, SensingDocument> sensing, IReadOnlyDictionary<PoolId, PoolOffer> offers, OrchestratorOptions options)
{
    /// <summary>An offer counts while it is valid, by the centre's clock: a site whose clock is wrong offers a little longer or shorter than it meant.</summary>
    public SensedPool Of(Pool pool, DateTimeOffset now) => SensedPool.Of(
        pool, offers.TryGetValue(pool.PoolId, out var offer) && (offer.ValidUntil is null || offer.ValidUntil > now) ? offer : null,
        sensing.GetValueOrDefault(pool.Site), options, options.WallClock.GetUtcNow());
}

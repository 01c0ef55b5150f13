using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Port;

/// <summary>Optional: the site decides on its terms while it runs.</summary>
public interface ISiteOffers
{
    /// <summary>All offers as they stand now; empty withdraws them. Asked for as often as the inventory, so it should be cheap.</summary>
    Task<IReadOnlyList<PoolOffer>> ReadOffersAsync(CancellationToken ct);
}

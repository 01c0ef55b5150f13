using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>How a demonstration pool got its number of devices.</summary>
public enum DeviceCountMethod { AssumedSize, CapacityOverPeak }

/// <summary>One invented pool, ready to be declared by a simulated site. <paramref name="ModelBasis"/> says whether the model there is stated or assumed.</summary>
public sealed record DemonstrationPool(PoolDeclaration Declaration, SiteId Site, Basis ModelBasis, DeviceCountMethod DevicesMethod, string? Note);

/// <summary>
/// What simulated sites pretend to offer, so that the network can be tried. Not a statement about any real centre or cloud: every figure that
/// nobody published is marked assumed in its provenance.
/// </summary>
public sealed class DemonstrationFleet(IReadOnlyList<DemonstrationPool> pools)
{
    private readonly ILookup<SiteId, PoolDeclaration> _bySite = pools.ToLookup(p => p.Site, p => p.Declaration);

    public IReadOnlyList<DemonstrationPool> Pools => pools;

    /// <summary>The sites that declare at least one pool.</summary>
    public IEnumerable<SiteId> Sites => _bySite.Select(s => s.Key);

    /// <summary>Empty for a site that the demonstration leaves unknown.</summary>
    public IReadOnlyList<PoolDeclaration> PoolsOf(SiteId site) => [.. _bySite[site]];
}

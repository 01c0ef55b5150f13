using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.World;

/// <summary>
/// Brings the sites that operators registered into the catalogue: all of them before the process serves, its own at once, and those of other processes within a beat.
/// </summary>
public sealed class RegisteredSites(IDocumentStore store, WorldCatalogue world, OrchestratorOptions options, ILogger<RegisteredSites> log)
    : BeatLoop("Reading the registered sites", options.RoundBeat, options.WallClock, log)
{
    private readonly KnownSites known = world.Sites as KnownSites ?? throw new InvalidOperationException("The catalogue of this process takes no sites.");

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>From now on the catalogue knows it.</summary>
    public void Take(SiteRegistered registered) => known.Add([FactsOf(registered)]);

    /// <summary>What the catalogue will say of it.</summary>
    /// <exception cref="RefusedException">Its place is not in the catalogue.</exception>
    public SiteFacts FactsOf(SiteRegistered registered) => world.Places.ContainsKey(registered.Place)
        ? new OwnSite(registered.Site.Value, registered.NameZh, registered.NameEn, registered.Place.Value)
        {
            Kind = registered.Kind,
            Operator = registered.Operator,
            Source = "registered by an operator",
        }.FactsIn(world)
        : throw new RefusedException(Refusal.Because("place-unknown", ("field", "place"), ("place", registered.Place)));

    public override async Task LookAsync(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var registered = await session.Query<Site>().Where(s => s.Registered != null).ToListAsync(ct);
        // A place may be gone from the catalogue of a later version; such a site is not known until somebody registers it anew.
        known.Add(registered.Select(s => s.Registered!).Where(r => world.Places.ContainsKey(r.Place)).Select(FactsOf));
    }
}

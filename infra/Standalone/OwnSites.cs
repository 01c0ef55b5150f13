using ComputeNet.Adapters.Simulated;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Tenants;
using ComputeNet.World.Loading;

namespace ComputeNet.Standalone;

/// <summary>The sites whose adapters run in this process, and the tokens with which they sign in like any other.</summary>
public sealed class OwnSites
{
    public static readonly SiteId Local = new("local");

    private readonly bool withLocal;
    private IReadOnlyDictionary<SiteId, string> tokens = new Dictionary<SiteId, string>();

    private OwnSites(IReadOnlyList<SimulatedSite> simulated, bool withLocal) => (Simulated, this.withLocal) = (simulated, withLocal);

    public IReadOnlyList<SimulatedSite> Simulated { get; }

    /// <summary>Reads the catalogue for them; what is wrong with it, or with the place of this machine, is said before anything starts.</summary>
    public static OwnSites Of(StandaloneOptions options)
    {
        var folder = options.World ?? WorldLocator.DefaultFolder;
        try
        {
            var world = WorldLoader.Load(folder).OrThrow();
            if (options.LocalSite && !world.Places.ContainsKey(new PlaceId(options.Place)))
                throw new StartupRefusedException($"--place '{options.Place}' is not a place of the catalogue {folder}; see its places.csv.");
            return new(options.SimulatedSites ? SimulatedFleet.Of(DemonstrationFleetLoader.Load(folder, world).OrThrow()) : [], options.LocalSite);
        }
        catch (WorldDataException e)
        {
            throw new StartupRefusedException(e.Message);
        }
    }

    /// <summary>Called once the ledger is open and before the adapters start: without a token nobody listens to them.</summary>
    public async Task SignInAsync(SiteTokens issuer, CancellationToken ct)
    {
        var sites = Simulated.Select(site => site.Id);
        tokens = await issuer.IssueAsync([.. withLocal ? sites.Append(Local) : sites], ct);
    }

    public string? TokenOf(SiteId site) => tokens.GetValueOrDefault(site);
}

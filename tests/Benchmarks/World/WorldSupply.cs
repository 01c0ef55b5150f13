using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;
using ComputeNet.World.Loading;

namespace ComputeNet.Benchmarks.World;

/// <summary>
/// The pools of the demonstration fleet with the catalogue's prices, power, carbon hours and round trips. 50 000 workloads get the whole
/// fleet, fewer get the same share of it (at least one node of eight devices per pool); two bookings per pool hold a part of it until some hour of the day.
/// </summary>
internal sealed class WorldSupply
{
    internal const int WorkloadsOfTheWholeFleet = 50_000;
    private const int FewestDevices = 8;
    private const int CarbonHours = 48;

    private readonly WorldCatalogue world = WorldLoader.Load(WorldLocator.DefaultFolder).OrThrow();
    private readonly DemonstrationFleet fleet;

    internal WorldSupply() => fleet = DemonstrationFleetLoader.Load(WorldLocator.DefaultFolder, world).OrThrow();

    internal IReadOnlyList<PoolSupply> Pools(int workloads, DateTimeOffset now, IReadOnlyList<PlaceId> places, Dice dice) =>
        [.. fleet.Pools.OrderBy(p => p.Declaration.Id.Value, StringComparer.Ordinal).Select(p => Pool(p, workloads / (double)WorkloadsOfTheWholeFleet, now, places, dice))];

    private PoolSupply Pool(DemonstrationPool pool, double share, DateTimeOffset now, IReadOnlyList<PlaceId> places, Dice dice)
    {
        var (declared, facts) = (pool.Declaration, world.Sites[pool.Site]);
        var model = world.Accelerators[declared.Model];
        var price = declared.PricePerDeviceHour is { } money ? world.ToYuan(money) : null;
        var pue = world.PowerUsageEffectiveness(pool.Site);
        var carbon = world.Regions[facts.Region].SeriesFrom(now, TimeSpan.FromHours(1), CarbonHours);
        var devices = Math.Max(FewestDevices, (int)Math.Ceiling(declared.Devices * share));
        return new PoolSupply
        {
            Pool = declared.Id,
            Site = pool.Site,
            Region = facts.Region,
            Country = facts.Country,
            Architecture = declared.Architecture,
            Model = declared.Model,
            Devices = devices,
            DeviceMemoryMebibytes = declared.DeviceMemoryMebibytes ?? model.MemoryMebibytes,
            Commitments =
            [
                new Commitment((int)(devices * 0.5 * dice.Share()), now.AddMinutes(dice.Below(12 * 60))),
                new Commitment((int)(devices * 0.4 * dice.Share()), now.AddMinutes(dice.Below(30 * 60))),
            ],
            PriceYuanPerDeviceHour = price?.Yuan,
            PriceProvenance = declared.PriceProvenance,
            WattsPerDevice = declared.WattsPerDevice ?? model.Watts?.Value,
            WattsProvenance = declared.WattsProvenance,
            Pue = pue?.Value,
            PueProvenance = pue?.Provenance ?? Provenance.Unknown,
            CarbonGramsPerKilowattHour = carbon.GramsPerKilowattHour.Count == 0 ? null : carbon.GramsPerKilowattHour,
            CarbonProvenance = carbon.Provenance,
            Latencies = [.. places.Select(place => Latency(place, pool.Site))],
        };
    }

    private PlaceLatency Latency(PlaceId place, SiteId site)
    {
        var figure = world.Latency(place, site);
        return new PlaceLatency(place, figure?.Value, figure?.Provenance ?? Provenance.Unknown);
    }
}

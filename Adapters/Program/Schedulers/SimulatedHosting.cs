using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Adapters.Program.Schedulers;

/// <summary>The demonstration fleet, or the one site of it that <c>--site</c> names, with the settings <c>Simulated:…</c> named as in <see cref="SimulatedOptions"/>.</summary>
internal static class SimulatedHosting
{
    public static HostedScheduler Scheduler { get; } = new("simulated", Compose);

    private static void Compose(IServiceCollection services, AdapterSettings settings)
    {
        double Share(string name) => settings.Number($"Simulated:{name}", 0, 0, 1);
        double PerDay(string name) => settings.Number($"Simulated:{name}", 0, 0, MostPerDay);
        services.AddSimulatedSites(new SimulatedOptions
        {
            Centre = settings.Centre,
            Token = settings.TokenOf,
            DataDirectory = settings.DataDirectory,
            Sites = SitesOf(settings),
            Seed = (int)settings.Number("Simulated:Seed", 1, 0, int.MaxValue),
            FailureRate = Share("FailureRate"),
            RefusalRate = Share("RefusalRate"),
            LossRate = Share("LossRate"),
            DoubleRunRate = Share("DoubleRunRate"),
            OutagesPerDay = PerDay("OutagesPerDay"),
            PartitionsPerDay = PerDay("PartitionsPerDay"),
            SlowSpellsPerDay = PerDay("SlowSpellsPerDay"),
            OverstatingPerDay = PerDay("OverstatingPerDay"),
            CrashesPerDay = PerDay("CrashesPerDay"),
            SkewedShare = Share("SkewedShare"),
            ForeignShare = Share("ForeignShare"),
            ForeignTrace = TraceOf(settings),
            ForeignTraceFrom = DateTimeOffset.UnixEpoch,
            ForeignTraceSpeed = settings.Number("Simulated:ForeignTraceSpeed", 1, 0.001, 1_000_000),
            AbsentShare = Share("AbsentShare"),
            PriceSwing = Share("PriceSwing"),
        });
    }

    /// <summary>With the longest of the usual spells, an hour, there is no room for more.</summary>
    private const double MostPerDay = 24;

    private static SimulatedTrace? TraceOf(AdapterSettings settings)
    {
        if (settings.Text("Simulated:ForeignTrace") is not { } path)
            return null;
        try
        {
            return SimulatedTrace.Load(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new AdapterSettingException($"Simulated:ForeignTrace {path}: {e.Message}");
        }
    }

    private static List<SimulatedSite> SitesOf(AdapterSettings settings)
    {
        var fleet = SimulatedFleet.Load(WorldLocator.DefaultFolder);
        if (settings.Site is not { } only)
            return [.. fleet];
        if (fleet.FirstOrDefault(site => site.Id == only) is { } site)
            return [site];
        var like = settings.Text("Simulated:Like") ?? throw new AdapterSettingException($"The demonstration fleet has no site '{only}': say with Simulated:Like which one of it '{only}' should play.");
        return [Playing(only, fleet.FirstOrDefault(s => s.Id.Value == like) ?? throw new AdapterSettingException($"Simulated:Like: the demonstration fleet has no site '{like}'."))];
    }

    /// <summary>Another site's pools under this one's name.</summary>
    private static SimulatedSite Playing(SiteId id, SimulatedSite like) =>
        new(id, [.. like.Pools.Select(pool => pool with { Id = new PoolId(id.Value + pool.Id.Value[like.Id.Value.Length..]) })]);
}

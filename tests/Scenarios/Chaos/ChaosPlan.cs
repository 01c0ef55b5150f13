using ComputeNet.Adapters.Simulated;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>When somebody is killed: how long after the beginning, and for how long he stays away (real time). Group −1 is the centre.</summary>
internal sealed record Kill(TimeSpan At, TimeSpan Away, int Group);

/// <summary>All troubles of a run, from its seed: the same seed has the same troubles at the same moments.</summary>
internal sealed class ChaosPlan
{
    public const int Groups = 4;
    private const int CentreKills = 4;
    private const int GroupKills = 8;

    public ChaosPlan(ChaosSettings settings, IReadOnlyList<SimulatedSite> sites, DateTimeOffset began)
    {
        var random = new Random(settings.Seed);
        Faults = [.. sites.SelectMany(site => FaultsOf(site, settings, began, random))];
        var length = settings.Length;
        var kills = new List<Kill>();
        for (var i = 0; i < CentreKills; i++)
            kills.Add(new(length * ((i + 0.2 + 0.6 * random.NextDouble()) / CentreKills), TimeSpan.FromSeconds(random.Next(0, 4)), -1));
        for (var i = 0; i < GroupKills; i++)
            kills.Add(new(length * ((i + random.NextDouble()) / GroupKills), TimeSpan.FromSeconds(random.Next(0, 12)), random.Next(Groups)));
        Kills = [.. kills.OrderBy(k => k.At)];
    }

    public IReadOnlyList<SimulatedFault> Faults { get; }

    public IReadOnlyList<Kill> Kills { get; }

    /// <summary>Each site is out twice, cut off twice, slow once, boasts once and crashes twice; every second spell is longer than a site may be silent.</summary>
    private static IEnumerable<SimulatedFault> FaultsOf(SimulatedSite site, ChaosSettings settings, DateTimeOffset began, Random random)
    {
        var whole = settings.Length * ChaosSettings.Speed;
        SimulatedTrouble[] troubles =
            [SimulatedTrouble.Outage, SimulatedTrouble.Outage, SimulatedTrouble.Partition, SimulatedTrouble.Partition, SimulatedTrouble.Slowness, SimulatedTrouble.Overstating, SimulatedTrouble.Crash, SimulatedTrouble.Crash];
        foreach (var trouble in troubles)
        {
            var realSeconds = random.Next(2) == 0 ? random.Next(2, 15) : random.Next(30, 50);
            var length = TimeSpan.FromSeconds(realSeconds * ChaosSettings.Speed);
            length = length < whole * 0.5 ? length : whole * 0.5;
            var from = began + random.NextDouble() * (whole - length);
            yield return new(trouble, site.Id, from, from + length);
        }
    }
}

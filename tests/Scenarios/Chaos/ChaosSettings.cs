using System.Globalization;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>How large a chaos run is. Another course: set COMPUTENET_SEED; a shorter one: COMPUTENET_CHAOS_SECONDS; a smaller one: COMPUTENET_CHAOS_SITES.</summary>
internal sealed record ChaosSettings(int Seed, TimeSpan Length, int Sites)
{
    private const int UsualSites = 200;

    /// <summary>Simulated seconds in a real one.</summary>
    public const double Speed = 60;

    private const int WorkloadsInFiveMinutes = 5000;
    private const int UsualSeconds = 300;

    /// <summary>As many for each second and site as in the usual run.</summary>
    public int Workloads => (int)(WorkloadsInFiveMinutes * Length.TotalSeconds / UsualSeconds * Sites / UsualSites);

    public static ChaosSettings Read() => new(
        Number("COMPUTENET_SEED") ?? Random.Shared.Next(1_000_000),
        TimeSpan.FromSeconds(Number("COMPUTENET_CHAOS_SECONDS") ?? UsualSeconds),
        Number("COMPUTENET_CHAOS_SITES") ?? UsualSites);

    private static int? Number(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}

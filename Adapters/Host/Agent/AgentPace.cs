namespace ComputeNet.Adapters.Host.Agent;

/// <summary>
/// How often an agent speaks, in real time: a simulated clock that runs sixty times faster must not make it speak sixty times as often.
/// With the defaults a site costs the centre about one request in twelve seconds (130 sites: 11 per second).
/// </summary>
public sealed record AgentPace
{
    /// <summary>The time that pauses are counted in. Tests put their own in; the time of jobs and sightings is another (the host's TimeProvider).</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long the centre may hold the question for orders.</summary>
    public TimeSpan OrdersWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest silence of a healthy site.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the inventory is declared although it has not changed: the centre may have been replaced between two heartbeats.</summary>
    public TimeSpan Declare { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often instruments are read, where the site has some.</summary>
    public TimeSpan Telemetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often living jobs are looked at.</summary>
    public TimeSpan Observe { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The least time between two reports of one site, and between two questions for orders that bring nothing new.</summary>
    public TimeSpan ReportGap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause after the first failure; it doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromSeconds(0.5);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The sites of one process make their first call at a random moment within this time.</summary>
    public TimeSpan StartSpread { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A number in [0, 1) that spreads the pauses of many agents.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;
}

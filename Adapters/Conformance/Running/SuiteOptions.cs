namespace ComputeNet.Adapters.Conformance.Running;

/// <summary>How a run of the suite goes about it.</summary>
public sealed record SuiteOptions
{
    /// <summary>Distinguishes the jobs of this run from those of earlier ones, which the site may remember; up to 12 lower-case letters and digits.</summary>
    public required string Run { get; init; }

    /// <summary>The clock that orders are dated by.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>How long the suite waits for anything, in real time.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long the centre is away when it goes away, in real time: longer than most adapters' heartbeat.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it waits before it lets a site's own time pass.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(200);
}

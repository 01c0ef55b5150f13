namespace ComputeNet.Contracts.Sites;

/// <summary>
/// What a site's adapter can do beyond what every adapter must, told with its inventory. The words are open: a newer adapter may know more of them.
/// </summary>
/// <param name="Can">Words of <see cref="Capability"/>, each once; at most 50.</param>
public sealed record SiteCapabilities(IReadOnlyList<string> Can)
{
    /// <summary>The site's scheduler: <c>slurm</c>, <c>kubernetes</c>, <c>local</c>, <c>simulated</c>, or another's.</summary>
    public string? Scheduler { get; init; }

    /// <summary>The scheduler's own version, for example <c>24.11.5</c>.</summary>
    public string? SchedulerVersion { get; init; }

    /// <summary>How the adapter reaches the centre: <c>http</c>, <c>hub</c> or <c>dapr</c>.</summary>
    public string? Transport { get; init; }

    /// <summary>By value, the words in their order.</summary>
    public bool Equals(SiteCapabilities? other) =>
        other is not null && Can.SequenceEqual(other.Can) && (Scheduler, SchedulerVersion, Transport) == (other.Scheduler, other.SchedulerVersion, other.Transport);

    public override int GetHashCode() => HashCode.Combine(Can.Count, Scheduler, SchedulerVersion, Transport);
}

/// <summary>The words for what an adapter can do.</summary>
public static class Capability
{
    /// <summary>The log of a running job may be asked for.</summary>
    public const string Logs = "logs";

    /// <summary>A running job may be asked for a checkpoint and goes on.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>Devices may be held for a window.</summary>
    public const string Reservations = "reservations";

    /// <summary>Instruments are read.</summary>
    public const string Telemetry = "telemetry";

    /// <summary>The site makes offers.</summary>
    public const string Offers = "offers";
}

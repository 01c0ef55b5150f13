namespace ComputeNet.Portal.Api;

/// <summary>
/// One thing as a page sees it over time. <see cref="Value"/> is the last truth that we heard, from <see cref="AsOf"/>; null before the first.
/// <see cref="Trouble"/> says why it is no longer fresh (or never came); the value stays readable.
/// </summary>
public sealed record Live<T>(T? Value, DateTimeOffset? AsOf, Trouble? Trouble) where T : class
{
    /// <summary>Nothing heard yet.</summary>
    public static readonly Live<T> Loading = new(null, null, null);

    public bool IsLoading => Value is null && Trouble is null;

    /// <summary>There is a value, but the line to the Orchestrator is down: it may be old.</summary>
    public bool IsStale => Value is not null && Trouble is not null;

    /// <summary>There has never been a value, and here is why.</summary>
    public bool HasFailed => Value is null && Trouble is not null;

    public static Live<T> Fresh(T value, DateTimeOffset asOf) => new(value, asOf, null);
}

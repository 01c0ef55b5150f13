namespace ComputeNet.Portal.Shared;

/// <summary>How the person in front of the screen reads time: their own zone, named.</summary>
public sealed record Viewer(TimeZoneInfo Zone)
{
    public static Viewer In(string? zone) => new(zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc);

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}

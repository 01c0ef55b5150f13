using System.Globalization;
using ComputeNet.Contracts.Audit;

namespace ComputeNet.Portal.Features.Audit;

/// <summary>
/// What the audit shows, as it stands in the address. Days are whole days of the viewer's zone, the last one included;
/// a value that is not a day (a typed-over link) is dropped.
/// </summary>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Noun = null, string? Target = null, DateOnly? From = null, DateOnly? To = null)
{
    public static readonly AuditFilter None = new();

    public bool IsEmpty => this == None;

    public static AuditFilter Read(string? actor, string? action, string? noun, string? target, string? from, string? to) =>
        new(Text(actor), Text(action), Text(noun), Text(target), Day(from), Day(to));

    /// <summary>The parameters for the address; a null takes the parameter out.</summary>
    public IReadOnlyDictionary<string, object?> Write() => new Dictionary<string, object?>
    {
        ["actor"] = Actor,
        ["action"] = Action,
        ["noun"] = Noun,
        ["target"] = Target,
        ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["to"] = To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    public AuditQuery ToQuery(TimeZoneInfo zone, string? cursor, int pageSize) =>
        new(Actor, Action, Noun, Target, StartOf(From, zone), StartOf(To?.AddDays(1), zone), cursor, pageSize);

    private static DateTimeOffset? StartOf(DateOnly? day, TimeZoneInfo zone)
    {
        if (day is not { } date)
            return null;
        var midnight = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9999 ? day : null;
}

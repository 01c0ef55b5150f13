using System.Globalization;
using System.Text.Json;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// Reads slurmrestd's JSON of any version: a number may be <c>10</c> or <c>{"set": true, "infinite": false, "number": 10}</c>, a state <c>"RUNNING"</c> or
/// <c>["RUNNING"]</c>. What is absent, unset or infinite is null. Pure.
/// </summary>
internal static class SlurmJson
{
    public static JsonElement? Part(this JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) && part.ValueKind is not JsonValueKind.Null ? part : null;

    public static string Text(this JsonElement of, string name) => of.Part(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };

    public static long? Number(this JsonElement of, string name) => of.Part(name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.TryGetInt64(out var whole) ? whole : (long)number.GetDouble(),
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed) => parsed,
        { ValueKind: JsonValueKind.Object } told when IsTrue(told, "set") && !IsTrue(told, "infinite") => told.Number("number"),
        _ => null,
    };

    /// <summary>Seconds since 1970; 0 is "not yet".</summary>
    public static DateTimeOffset? Instant(this JsonElement of, string name) => of.Number(name) is > 0 and < 253_402_300_800 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>An array of words, or one word, or several with commas; never empty where something is told.</summary>
    public static IReadOnlyList<string> Words(this JsonElement of, string name) => of.Part(name) switch
    {
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Select(w => w.GetString()).OfType<string>()],
        { ValueKind: JsonValueKind.String } one => (one.GetString() ?? "").Split([',', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        _ => [],
    };

    public static IEnumerable<JsonElement> Items(this JsonElement of, string name) => of.Part(name) is { ValueKind: JsonValueKind.Array } many ? many.EnumerateArray() : [];

    private static bool IsTrue(JsonElement of, string name) => of.Part(name) is { ValueKind: JsonValueKind.True };
}

using System.Text.Json;
using System.Text.RegularExpressions;
using ComputeNet.Contracts;

namespace ComputeNet.Service.Http.Problems;

/// <summary>
/// Says which field made a request unreadable. The framework tells the place only in words, so its sentences are read here, e.g.
/// <c>The JSON property 'colour' could not be mapped to any .NET member contained in type '…'.</c>,
/// <c>JSON deserialization for type '…' was missing required properties including: 'name', 'variants'.</c>,
/// <c>Failed to bind parameter "Nullable&lt;int&gt; pageSize" from "many".</c>; tests hold them to what the runtime really says.
/// </summary>
public static partial class RequestTrouble
{
    private const string WholeBody = "$";

    public static ApiProblem Of(BadHttpRequestException e)
    {
        if (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
            return new("Body too large", 413, "body-too-large", "The body is larger than this route accepts.");
        if (e.StatusCode == StatusCodes.Status415UnsupportedMediaType)
            return new("Unsupported media type", 415, "media-type-unsupported", "Send the header Content-Type: application/json.");
        var errors = e.InnerException is JsonException json ? Of(json) : OfParameter(e.Message);
        return Malformed(errors);
    }

    public static ApiProblem Malformed(IReadOnlyDictionary<string, string[]> errors) => new(
        "Malformed request", 400, "malformed-request", string.Join(" ", errors.Select(f => $"{f.Key}: {string.Join(' ', f.Value)}")), Errors: errors);

    private static Dictionary<string, string[]> Of(JsonException e)
    {
        var path = e.Path is { Length: > 2 } full && full.StartsWith("$.", StringComparison.Ordinal) ? full[2..] : WholeBody;
        if (Unmapped().Match(e.Message) is { Success: true } unmapped)
            return One(Join(path, unmapped.Groups[1].Value), "is not a field here.");
        if (Duplicate().Match(e.Message) is { Success: true } twice)
            return One(Join(path, twice.Groups[1].Value), "is there twice.");
        if (Missing().Match(e.Message) is { Success: true } missing)
            return missing.Groups[1].Value.Split(',').Select(n => n.Trim(' ', '\'', '.'))
                .ToDictionary(name => Join(path, name), _ => new[] { "is required." });
        return One(path, e.InnerException is null or FormatException or OverflowException or InvalidOperationException && path != WholeBody
            ? "has the wrong type, is out of range, or is not text." : "is not JSON that can be read.");
    }

    private static Dictionary<string, string[]> OfParameter(string message)
    {
        if (Unbound().Match(message) is { Success: true } unbound)
            return One(CamelCase(unbound.Groups[1].Value), $"cannot be '{Shortened(unbound.Groups[2].Value)}'.");
        if (Absent().Match(message) is { Success: true } absent)
            return absent.Groups[2].Value == "body" ? One(WholeBody, "a JSON body is required.") : One(CamelCase(absent.Groups[1].Value), "is required.");
        return One(WholeBody, "a JSON body is required.");
    }

    private static Dictionary<string, string[]> One(string field, string what) => new() { [field] = [what] };

    private static string Join(string path, string name) =>
        path == WholeBody ? name : path == name || path.EndsWith("." + name, StringComparison.Ordinal) ? path : $"{path}.{name}";

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Shortened(string value) => value.Length <= 60 ? value : value[..60] + "…";

    [GeneratedRegex(@"The JSON property '(.*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"[Dd]uplicate property '(.*)' encountered")]
    private static partial Regex Duplicate();

    [GeneratedRegex(@"missing required properties including: (.*)$", RegexOptions.Singleline)]
    private static partial Regex Missing();

    [GeneratedRegex(@"^Failed to bind parameter ""[^""]* (\w+)"" from ""(.*)""", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex(@"^Required parameter ""[^""]* (\w+)"" was not provided from (\w+)")]
    private static partial Regex Absent();
}

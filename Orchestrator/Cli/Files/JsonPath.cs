using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComputeNet.Cli.Files;

/// <summary>From the path in a reader's complaint to the value that it complains about.</summary>
internal static partial class JsonPath
{
    private const int MostShown = 60;

    /// <summary>The path below the root (e.g. <c>.pools[0].devices</c>) and the value there, shortened.</summary>
    internal static (string Path, string Value) Locate(JsonElement root, string? path)
    {
        var (found, below) = (root, path is null ? "" : path.TrimStart('$'));
        foreach (Match step in Step().Matches(below))
        {
            if (step.Groups["index"].Success && found.ValueKind == JsonValueKind.Array && int.Parse(step.Groups["index"].Value) is var index && index < found.GetArrayLength())
                found = found[index];
            else if (step.Groups["name"].Success && found.ValueKind == JsonValueKind.Object && found.TryGetProperty(step.Groups["name"].Value, out var member))
                found = member;
            else
                return (below, "no such value");
        }
        var text = found.GetRawText();
        return (below, text.Length > MostShown ? text[..MostShown] + "…" : text);
    }

    /// <summary>The reader's own words without the path, line and byte that it appends.</summary>
    internal static string WithoutPosition(string message) => message.Split(" Path: ")[0];

    [GeneratedRegex(@"\.(?<name>[^.\[\]]+)|\[(?<index>\d+)\]|\['(?<name>[^']+)'\]")]
    private static partial Regex Step();
}

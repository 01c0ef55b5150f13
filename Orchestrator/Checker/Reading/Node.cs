using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ComputeNet.Checker.Reading;

/// <summary>A stored document that cannot be checked; the message has the JSON path, the value there, and what was expected.</summary>
public sealed class UnreadableException(string path, string value, string expected)
    : Exception($"{path}: {(value.Length > 80 ? value[..80] + "…" : value)} is not {expected}.");

/// <summary>A value in a JSON document that knows its path, for findings and complaints.</summary>
internal readonly struct Node(JsonElement element, string path)
{
    internal string Path { get; } = path;

    internal Node this[string name] => Find(name) ?? throw new UnreadableException($"{Path}.{name}", "nothing", "a value, which this document must have");

    /// <summary>Null when the member is absent or null.</summary>
    internal Node? Find(string name) =>
        Object().TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new Node(value, $"{Path}.{name}") : null;

    /// <summary>A member that this program does not know could change what the others mean: such a document is not checked.</summary>
    internal Node KnowingOnly(params ReadOnlySpan<string> names)
    {
        foreach (var member in Object().EnumerateObject())
        {
            if (!names.Contains(member.Name))
                throw new UnreadableException($"{Path}.{member.Name}", member.Value.GetRawText(), "a member that the checker knows");
        }
        return this;
    }

    internal string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Unlike("a string");

    internal bool Truth() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Unlike("true or false");

    internal long Whole() => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var whole) ? whole : throw Unlike("a whole number of 64 bits");

    internal int Count() => Whole() is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : throw Unlike("a whole number of 32 bits");

    internal decimal Money() => element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var money) ? money : throw Unlike("a decimal number");

    /// <summary>Also reads the names of what is no number, which stored problems may contain as data.</summary>
    internal double Figure() => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String when element.GetString() is "NaN" or "Infinity" or "-Infinity" => double.Parse(element.GetString()!, CultureInfo.InvariantCulture),
        _ => throw Unlike("a number"),
    };

    internal DateTimeOffset Instant() => element.ValueKind == JsonValueKind.String && element.TryGetDateTimeOffset(out var instant) ? instant : throw Unlike("an instant (ISO 8601 with offset)");

    internal IReadOnlyList<Node> Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Unlike("a list");
        var path = Path;
        return [.. element.EnumerateArray().Select((item, index) => new Node(item, $"{path}[{index}]"))];
    }

    /// <summary>The document's own bytes (UTF-8) without white space between its tokens.</summary>
    internal byte[] Compact()
    {
        var (text, kept, inString) = (element.GetRawText(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (inString && text[i] == '\\')
                kept.Append(text[i++]);
            else if (text[i] == '"')
                inString = !inString;
            if (inString || !char.IsWhiteSpace(text[i]))
                kept.Append(text[i]);
        }
        return Encoding.UTF8.GetBytes(kept.ToString());
    }

    private JsonElement Object() => element.ValueKind == JsonValueKind.Object ? element : throw Unlike("an object");

    private UnreadableException Unlike(string expected) => new(Path, element.GetRawText(), expected);
}

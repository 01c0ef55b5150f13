using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ComputeNet.Contracts;

namespace ComputeNet.Service.Http;

/// <summary>
/// How commands are read: strictly. Unknown, repeated, missing and null fields are refused by name instead of being guessed at; only sites may say more than we know.
/// </summary>
public static class EdgeJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        WireFormat.RequireWhatIsDeclared(WireFormat.Configure(options));
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.MaxDepth = 16;
        options.Converters.Add(new StorableText());
        options.TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(NewerSites.ReadByWhatIsKnown);
    }
}

/// <summary>
/// Text that the ledger can hold: PostgreSQL has no place for U+0000 in any text or JSON, so it is refused here, where the field
/// can still be named. Everything else comes back exactly as it was sent.
/// </summary>
public sealed class StorableText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(reader.GetString());

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(reader.GetString())!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private static string? Checked(string? text) =>
        text?.Contains('\0') == true ? throw new JsonException("Text with the character U+0000 cannot be stored.") : text;
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComputeNet.Contracts;

/// <summary>
/// Reads an enum that has a member <c>Unknown</c>: a word of a newer version becomes that instead of an error, so that what else was said is not lost with it.
/// Enums without such a member stay closed.
/// </summary>
public sealed class OpenWords : JsonConverterFactory
{
    private const string Unknown = nameof(Unknown);

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum && Enum.IsDefined(typeToConvert, Unknown);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(OpenWord<>).MakeGenericType(typeToConvert), Enum.Parse(typeToConvert, Unknown))!;
}

/// <summary>Camel-case words; one that is not known becomes <paramref name="otherwise"/>.</summary>
public sealed class OpenWord<T>(T otherwise) : JsonConverter<T> where T : struct, Enum
{
    private static readonly IReadOnlyDictionary<string, T> Known = Enum.GetValues<T>().ToDictionary(WordOf);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
        ? Known.GetValueOrDefault(reader.GetString()!, otherwise) : throw new JsonException($"A word of {typeof(T).Name} was expected.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(WordOf(value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Known.GetValueOrDefault(reader.GetString()!, otherwise);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(WordOf(value));

    /// <summary>The known value of a word; null when a newer version says it.</summary>
    public static T? Find(string word) => Known.TryGetValue(word, out var value) ? value : null;

    private static string WordOf(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComputeNet.Contracts.Vocabulary;

/// <summary>An identifier that travels as a plain string: JSON value, JSON property name and route segment alike.</summary>
public interface ITextId<TSelf> : IParsable<TSelf> where TSelf : struct, ITextId<TSelf>
{
    string Value { get; }
    static abstract TSelf From(string value);

    /// <summary>Lower-case letters, digits, dot and hyphen; 1–100 characters; starts with a letter or digit. Nothing else is an identifier.</summary>
    static bool IsWellFormed([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 100 } && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider) =>
        IsWellFormed(s) ? TSelf.From(s) : throw new FormatException($"'{s}' is not a valid {typeof(TSelf).Name}.");
}

/// <summary>What every id's own <c>TryParse</c> says; each has one, because route binding looks for it on the type itself.</summary>
public static class TextId
{
    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id) where TId : struct, ITextId<TId>
    {
        var wellFormed = ITextId<TId>.IsWellFormed(text);
        id = wellFormed ? TId.From(text!) : default;
        return wellFormed;
    }
}

/// <summary>Reads and writes an <see cref="ITextId{TSelf}"/> as its string; a malformed one is a <see cref="JsonException"/>.</summary>
public sealed class TextIdConverter<TId> : JsonConverter<TId> where TId : struct, ITextId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);

    private static TId Parse(string? text) =>
        ITextId<TId>.IsWellFormed(text) ? TId.From(text) : throw new JsonException($"'{text}' is not a valid {typeof(TId).Name}.");
}

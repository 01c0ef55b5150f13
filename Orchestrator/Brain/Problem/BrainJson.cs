using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComputeNet.Brain.Problem;

/// <summary>The JSON of stored problems, policies and plans. Same document → same bytes: members in the order of their declaration, shortest round-trip numbers.</summary>
internal static class BrainJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // A figure that is not a number is data like any other (the rules treat it as unknown); storing it must not fail.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    internal static T Read<T>(string json, int expectedSchema, Func<T, int> schemaOf)
    {
        var document = JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"The document is null; a {typeof(T).Name} was expected.");
        return schemaOf(document) == expectedSchema
            ? document
            : throw new JsonException($"{typeof(T).Name} has schema {schemaOf(document)}; this program reads schema {expectedSchema}.");
    }

    internal static string Digest<T>(T document) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(document, Options)));
}

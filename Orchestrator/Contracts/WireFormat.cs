using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ComputeNet.Contracts;

/// <summary>The one JSON of the wire: camelCase, enums as camelCase words, unknown members refused where we are the reader of a command.</summary>
public static class WireFormat
{
    public const string Version = "1";
    public const string VersionHeader = "Api-Version";
    public const string IdempotencyHeader = "Idempotency-Key";
    public const string CorrelationHeader = "Correlation-Id";

    /// <summary>For clients: unknown members are ignored, so that an older client reads a newer server.</summary>
    public static readonly JsonSerializerOptions Json = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new OpenWords());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }

    /// <summary>For whoever judges what was sent: a field that may not be null must be there. What may be null may be absent, because our own writers leave nulls out.</summary>
    public static JsonSerializerOptions RequireWhatIsDeclared(JsonSerializerOptions options)
    {
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(NullableMayBeAbsent);
        return options;
    }

    private static void NullableMayBeAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.AssociatedParameter is { IsNullable: true }))
            property.IsRequired = false;
    }
}

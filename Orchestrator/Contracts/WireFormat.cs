using System.Text.Json;
using System.Text.Json.Serialization;

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
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        return options;
    }
}

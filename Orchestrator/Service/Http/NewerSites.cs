using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Http;

/// <summary>
/// Site API v1 is read by what it knows: an adapter of a newer version may say more. Fields that are not known are ignored, and words that are not known are as if
/// nothing had been said, in the messages of sites and nowhere else: what people command is still read strictly. Money stays closed: an amount is not to be half read.
/// </summary>
public static class NewerSites
{
    private static readonly Type[] Messages = [typeof(SiteInventory), typeof(SightingReport), typeof(SiteTelemetry), typeof(SiteOffers), typeof(SiteLogs)];

    private static readonly HashSet<Type> Parts = [.. Messages.SelectMany(message => PartsOf(message, []))];

    public static bool Says(Type type) => Parts.Contains(type);

    public static void ReadByWhatIsKnown(JsonTypeInfo type)
    {
        if (!Says(type.Type) || type.Kind != JsonTypeInfoKind.Object)
            return;
        type.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        foreach (var property in type.Properties)
            property.CustomConverter ??= ConverterOf(property.PropertyType);
    }

    private static JsonConverter? ConverterOf(Type type) => type switch
    {
        _ when type == typeof(DeviceSharing) => new SharingOrNothing(),
        _ when type == typeof(Isolation?) => new WordOrNothing<Isolation>(),
        _ when type == typeof(IReadOnlyDictionary<ServiceClass, double>) => new FactorsOfKnownClasses(),
        _ => null,
    };

    private static IEnumerable<Type> PartsOf(Type type, HashSet<Type> seen)
    {
        type = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
        var isOurs = type.Namespace == typeof(SiteInventory).Namespace || type == typeof(Provenance) || type == typeof(Refusal);
        return !isOurs || !type.IsClass || !seen.Add(type) ? [] : type.GetProperties().SelectMany(p => PartsOf(p.PropertyType, seen)).Append(type);
    }

    private sealed class WordOrNothing<T> : JsonConverter<T?> where T : struct, Enum
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? OpenWord<T>.Find(reader.GetString()!) : throw new JsonException($"A word of {typeof(T).Name} was expected.");

        public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
    }

    /// <summary>A way of sharing that we do not know is as if none had been said: a device has one workload at a time.</summary>
    private sealed class SharingOrNothing : JsonConverter<DeviceSharing>
    {
        public override DeviceSharing? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var said = JsonElement.ParseValue(ref reader);
            var isNew = said.ValueKind == JsonValueKind.Object && said.TryGetProperty("offers", out var offers) && offers.ValueKind == JsonValueKind.String
                && OpenWord<DeviceIsolation>.Find(offers.GetString()!) is null;
            return isNew ? null : said.Deserialize<DeviceSharing>(options);
        }

        public override void Write(Utf8JsonWriter writer, DeviceSharing value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
    }

    private sealed class FactorsOfKnownClasses : JsonConverter<IReadOnlyDictionary<ServiceClass, double>>
    {
        public override IReadOnlyDictionary<ServiceClass, double> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (JsonSerializer.Deserialize<Dictionary<string, double>>(ref reader, options) ?? [])
                .Where(f => OpenWord<ServiceClass>.Find(f.Key) is not null).ToDictionary(f => OpenWord<ServiceClass>.Find(f.Key)!.Value, f => f.Value);

        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<ServiceClass, double> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToDictionary(), options);
    }
}

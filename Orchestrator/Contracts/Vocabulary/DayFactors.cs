using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComputeNet.Contracts.Vocabulary;

/// <summary>24 factors, one for each hour of the UTC day: what that hour multiplies a price by (a peak and valley tariff). Equal when all are.</summary>
[JsonConverter(typeof(DayFactorsConverter))]
public sealed record DayFactors(IReadOnlyList<double> ByUtcHour)
{
    public const int Hours = 24;

    /// <summary>One factor per hour from an instant on.</summary>
    public IReadOnlyList<double> From(DateTimeOffset instant) =>
        [.. Enumerable.Range(0, Hours).Select(h => ByUtcHour[(instant.UtcDateTime.Hour + h) % Hours])];

    public bool Equals(DayFactors? other) => other is not null && ByUtcHour.SequenceEqual(other.ByUtcHour);

    public override int GetHashCode() => ByUtcHour.Aggregate(0, HashCode.Combine);
}

/// <summary>Travels as a bare JSON array.</summary>
public sealed class DayFactorsConverter : JsonConverter<DayFactors>
{
    public override DayFactors Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<double[]>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, DayFactors value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ByUtcHour, options);
}

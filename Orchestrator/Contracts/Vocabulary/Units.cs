using System.Globalization;
using System.Text.Json.Serialization;

namespace ComputeNet.Contracts.Vocabulary;

/// <summary>An amount in an ISO 4217 currency. Amounts of different currencies never add up silently.</summary>
public readonly record struct Money(decimal Amount, string Currency)
{
    public static Money Yuan(decimal amount) => new(amount, "CNY");

    public static Money operator +(Money left, Money right) => left.Currency == right.Currency
        ? left with { Amount = left.Amount + right.Amount }
        : throw new InvalidOperationException($"Cannot add {right.Currency} to {left.Currency}.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");
}

/// <summary>A number that only rises within one pool; a site refuses an order that carries a lower one than it has seen for that job.</summary>
[JsonConverter(typeof(FencingTokenConverter))]
public readonly record struct FencingToken(long Value) : IComparable<FencingToken>
{
    public static readonly FencingToken None = new(0);
    public FencingToken Next() => new(Value + 1);
    public int CompareTo(FencingToken other) => Value.CompareTo(other.Value);
    public static bool operator <(FencingToken left, FencingToken right) => left.Value < right.Value;
    public static bool operator >(FencingToken left, FencingToken right) => left.Value > right.Value;
    public static bool operator <=(FencingToken left, FencingToken right) => left.Value <= right.Value;
    public static bool operator >=(FencingToken left, FencingToken right) => left.Value >= right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A fencing token travels as a bare JSON number.</summary>
public sealed class FencingTokenConverter : JsonConverter<FencingToken>
{
    public override FencingToken Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) => new(reader.GetInt64());
    public override void Write(System.Text.Json.Utf8JsonWriter writer, FencingToken value, System.Text.Json.JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

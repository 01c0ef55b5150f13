using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComputeNet.Benchmarks.Running;

/// <summary>Writes results as they come: a table for people, or one JSON object per line.</summary>
public sealed class Report(TextWriter output, bool asJson)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private bool hasHeading;

    public void Write(CaseResult result)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(result, Json));
            return;
        }
        if (!hasHeading)
            output.WriteLine($"{"case",-44} {"seed",5} {"value",14} {"reference",14} {"bound",14} {"gap %",8} {"s",9} {"p50 µs",9} {"p99 µs",9} {"MiB",7} {"goal",5}");
        hasHeading = true;
        output.WriteLine(
            $"{result.Case,-44} {result.Seed,5} {Figure(result.Value),14} {Figure(result.Reference),14} {Figure(result.Bound),14} {Number(100 * result.Gap, "0.000"),8} " +
            $"{Number(result.Seconds, "0.000"),9} {Number(result.P50Microseconds, "0.0"),9} {Number(result.P99Microseconds, "0.0"),9} {Number(result.PeakMebibytes, "0"),7} " +
            $"{(result.Met is { } met ? met ? "met" : "MISS" : ""),5}  {result.Unit} {result.Note}".TrimEnd());
    }

    private static string Figure(double? value) => Number(value, "0.######");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}

using System.Text.Json;
using System.Text.Json.Serialization;
using ComputeNet.Contracts;

namespace ComputeNet.Adapters.Conformance.Report;

/// <summary>The capability matrix for programs.</summary>
public static class MatrixJson
{
    private static readonly JsonSerializerOptions Options = new(WireFormat.Json) { WriteIndented = true };

    public static string Of(ConformanceReport report) => JsonSerializer.Serialize(
        new Shown(
            report.Site.Value, report.Inventory.AgentVersion, report.Inventory.IsSimulated, report.Inventory.Capabilities?.Scheduler, report.Inventory.Capabilities?.SchedulerVersion,
            report.Inventory.Capabilities?.Transport, report.Inventory.Capabilities?.Can ?? [], $"site-api-v{WireFormat.Version}", report.Passed, report.Failed, report.NotOffered,
            [.. report.Results.Select(r => new ShownPromise(r.Promise.Name, r.Promise.Theme, r.Promise.Sentence, r.Verdict, r.Why))]),
        Options);

    private sealed record Shown(
        string Site, string Agent, bool IsSimulated, string? Scheduler, string? SchedulerVersion, string? Transport, IReadOnlyList<string> Can, string Protocol,
        int Passed, int Failed, int NotOffered, IReadOnlyList<ShownPromise> Promises);

    private sealed record ShownPromise(string Name, string Theme, string Promise, [property: JsonConverter(typeof(VerdictWords))] Verdict Result, string? Why);

    private sealed class VerdictWords() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.KebabCaseLower);
}

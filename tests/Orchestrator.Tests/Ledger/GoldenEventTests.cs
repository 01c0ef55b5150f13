using System.Text.Json.Nodes;
using Marten;
using OurLedger = ComputeNet.Service.Ledger;

namespace ComputeNet.Orchestrator.Tests.Ledger;

/// <summary>
/// What was written once is read for ever. A sample is what the first version of its event wrote; it is never edited. If one of these
/// fails, the event has changed its JSON: give the new shape a new event, or teach the old one to read its past.
/// </summary>
public sealed class GoldenEventTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Ledger", "Golden");

    public static TheoryData<string> Aliases => [.. OurLedger.Events.Keys];

    [Theory, MemberData(nameof(Aliases))]
    public void an_event_reads_and_writes_its_golden_sample(string alias)
    {
        var file = Path.Combine(Folder, $"{alias}.json");
        File.Exists(file).ShouldBeTrue($"{alias} has no sample: write {file} once, with every field set, and keep it for ever.");
        var options = new StoreOptions();
        OurLedger.Configure(options, "Host=nowhere");
        var serializer = options.Serializer();

        using var sample = File.OpenRead(file);
        var happened = serializer.FromJson(OurLedger.Events[alias], sample);
        var written = JsonNode.Parse(serializer.ToJson(happened));
        JsonNode.DeepEquals(written, JsonNode.Parse(File.ReadAllText(file))).ShouldBeTrue($"{alias} now writes {written}");
    }
}

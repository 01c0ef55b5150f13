using System.Text.Json;
using System.Text.RegularExpressions;
using ComputeNet.Architecture.Tests.Reading;
using ComputeNet.Domain.Workloads;
using OurLedger = ComputeNet.Service.Ledger;

namespace ComputeNet.Architecture.Tests.Ledger;

public sealed partial class EventsAreForEverTests
{
    private const string Golden = "tests/Orchestrator.Tests/Ledger/Golden/";

    [Fact]
    public void every_event_of_the_domain_has_an_alias()
    {
        // <Noun>Events.cs is where the map puts what happened.
        var written = SourceTree.CSharp.Where(file => file.Path.StartsWith("Orchestrator/Domain/", StringComparison.Ordinal) && file.Name.EndsWith("Events.cs", StringComparison.Ordinal))
            .SelectMany(file => Record().Matches(file.Text)).Select(match => match.Groups[1].Value).ToHashSet();
        var events = typeof(WorkloadSubmitted).Assembly.GetTypes().Where(type => written.Contains(type.Name));
        events.Except(OurLedger.Events.Values).ShouldBeEmpty();
    }

    [Fact]
    public void no_two_aliases_name_one_event() => OurLedger.Events.Values.ShouldBeUnique();

    [Fact]
    public void an_alias_is_a_lower_snake_word() => OurLedger.Events.Keys.Where(alias => !Alias().IsMatch(alias)).ShouldBeEmpty();

    [Fact]
    public void every_alias_has_a_golden_sample_and_no_sample_is_orphaned()
    {
        var samples = SourceTree.Files.Where(file => file.Path.StartsWith(Golden, StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file.Name));
        samples.ShouldBe(OurLedger.Events.Keys, ignoreOrder: true);
    }

    [Fact]
    public void a_golden_sample_is_one_json_object()
    {
        foreach (var file in SourceTree.Files.Where(file => file.Path.StartsWith(Golden, StringComparison.Ordinal)))
            JsonDocument.Parse(file.Text).RootElement.ValueKind.ShouldBe(JsonValueKind.Object, file.Path);
    }

    [GeneratedRegex(@"^public sealed record (\w+)", RegexOptions.Multiline)]
    private static partial Regex Record();

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex Alias();
}

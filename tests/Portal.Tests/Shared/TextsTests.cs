using System.Text.RegularExpressions;
using System.Xml.Linq;
using ComputeNet.Portal.Features.Audit;
using ComputeNet.Portal.Features.Workloads;

namespace ComputeNet.Portal.Tests.Shared;

/// <summary>Texts are part of the code: what can be said is said in both languages, with the same facts in it.</summary>
public partial class TextsTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Sheets =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "Portal"), "*.resx", SearchOption.AllDirectories)
            .Where(p => !p.EndsWith(".zh-CN.resx", StringComparison.Ordinal) && !p.Contains("/obj/") && !p.Contains("/bin/"))
            .Select(p => Path.GetRelativePath(Root, p))];

    [Theory]
    [MemberData(nameof(Sheets))]
    public void both_languages_have_the_same_keys_and_the_same_places_for_facts(string sheet)
    {
        var (english, chinese) = (Read(sheet), Read(sheet.Replace(".resx", ".zh-CN.resx")));

        chinese.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        english.Where(text => !Places(text.Value).SequenceEqual(Places(chinese[text.Key]))).Select(text => text.Key).ShouldBeEmpty();
    }

    /// <summary>Features whose components ask one sheet of texts, by the name <c>Text</c>.</summary>
    public static TheoryData<string> Features =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "Portal/Features"), "*Texts.resx", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Root, p))];

    [Theory]
    [MemberData(nameof(Features))]
    public void every_text_that_a_page_asks_for_is_there(string sheet)
    {
        var known = Read(sheet);
        var asked = Directory.EnumerateFiles(Path.Combine(Root, Path.GetDirectoryName(sheet)!), "*.razor", SearchOption.AllDirectories)
            .SelectMany(p => Asked().Matches(File.ReadAllText(p))).Select(m => m.Groups[1].Value).Distinct().ToList();

        asked.ShouldNotBeEmpty();
        asked.Where(key => !known.ContainsKey(key)).ShouldBeEmpty();
    }

    [Fact]
    public void every_refusal_that_the_source_can_say_has_a_sentence()
    {
        var known = Read("Portal/Shared/Refusals.resx");
        var said = Sources("Orchestrator", "Adapters").SelectMany(CodesIn).Distinct().Order(StringComparer.Ordinal).ToList();

        said.Count.ShouldBeGreaterThan(40, "the search itself must find the codes");
        said.Where(code => !known.ContainsKey($"Refusal_{code}")).ShouldBeEmpty();
    }

    [Fact]
    public void every_event_of_a_workload_has_a_sentence()
    {
        var known = Read("Portal/Features/Workloads/WorkloadTexts.resx");
        var aliases = Aliases().Where(a => a.StartsWith("workload_", StringComparison.Ordinal) || a == "double_run_seen").ToList();

        aliases.ShouldBe(TimelineSentence.Kinds, ignoreOrder: true);
        aliases.Where(a => !known.ContainsKey($"Event_{a}")).ShouldBeEmpty();
    }

    [Fact]
    public void every_relaxation_of_the_brain_has_a_sentence()
    {
        var known = Read("Portal/Features/Workloads/WorkloadTexts.resx");
        var relaxations = Sources("Orchestrator/Brain/Explanations/Counterfactuals").SelectMany(s => RuleId().Matches(s)).Select(m => m.Groups[1].Value).Append("higher-priority").ToList();

        relaxations.Count.ShouldBeGreaterThan(10, "the search itself must find them");
        relaxations.Where(r => !known.ContainsKey($"Relaxation_{r}")).ShouldBeEmpty();
    }

    [Fact]
    public void every_event_has_a_word_in_the_audit()
    {
        var known = Read("Portal/Features/Audit/AuditTexts.resx");

        Aliases().Where(a => !known.ContainsKey($"Action_{a}")).ShouldBeEmpty();
        AuditWords.Actions.ShouldBe(Aliases(), ignoreOrder: true, "every act can be filtered by");
    }

    [Fact]
    public void every_objective_of_the_brain_has_a_word()
    {
        var known = Read("Portal/Features/Plans/PlanTexts.resx");
        var objectives = Sources("Orchestrator/Brain/Rules/Objectives").SelectMany(s => RuleId().Matches(s)).Select(m => m.Groups[1].Value).ToList();

        objectives.ShouldNotBeEmpty();
        objectives.Where(o => !known.ContainsKey($"Objective_{o}")).ShouldBeEmpty();
    }

    /// <summary>Named in a refusal, or in a constant or rule id that a refusal is made from.</summary>
    private static IEnumerable<string> CodesIn(string source) =>
        Spoken().Matches(source).Concat(StopReason().Matches(source)).Concat(Problem().Matches(source)).Select(m => m.Groups[1].Value)
            .Concat(source.Contains(": IFilter", StringComparison.Ordinal) ? RuleId().Matches(source).Select(m => m.Groups[1].Value) : [])
            .Concat(source.Contains("Because(", StringComparison.Ordinal) ? Constant().Matches(source).Concat(Choice().Matches(source)).Select(m => m.Groups[1].Value) : []);

    private static List<string> Aliases() =>
        [.. Alias().Matches(File.ReadAllText(Path.Combine(Root, "Orchestrator/Service/Ledger.cs"))).Select(m => m.Groups[1].Value)];

    private static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.cs", SearchOption.AllDirectories))
            .Where(p => !p.Contains("/obj/") && !p.Contains("/bin/")).Select(File.ReadAllText);

    private static Dictionary<string, string> Read(string sheet) =>
        XDocument.Load(Path.Combine(Root, sheet)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ComputeNet.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"There is no ComputeNet.slnx above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex("""(?:Because|Refuse)\(\s*"([a-z0-9-]+)["]""")]
    private static partial Regex Spoken();

    [GeneratedRegex("""RequestStop\([^"]*"([a-z0-9-]+)["]""")]
    private static partial Regex StopReason();

    /// <summary>A status and then the code, as in every problem of the API's edge; either branch of a choice counts.</summary>
    [GeneratedRegex("""(?:, \d{3}|Status\d{3}\w+), (?:\w+ \? "[a-z-]+" : )?"([a-z0-9]+(?:-[a-z0-9]+)+)["]""")]
    private static partial Regex Problem();

    [GeneratedRegex("""=> "([a-z0-9]+(?:-[a-z0-9]+)+)",""")]
    private static partial Regex Choice();

    [GeneratedRegex("""const string \w+ = "([a-z0-9]+(?:-[a-z0-9]+)+)";""")]
    private static partial Regex Constant();

    [GeneratedRegex("""string Id => "([a-z0-9-]+)";""")]
    private static partial Regex RuleId();

    [GeneratedRegex("""\bText\["(\w+)["]""")]
    private static partial Regex Asked();

    [GeneratedRegex("""\["([a-z_]+)"\] = typeof\(""")]
    private static partial Regex Alias();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}

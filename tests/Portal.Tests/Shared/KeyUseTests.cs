using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ComputeNet.Portal.Tests.Shared;

/// <summary>A key without a text would show itself to people: every literal key in a component is in the sheet that the component injects.</summary>
public partial class KeyUseTests
{
    [Fact]
    public void every_key_that_a_component_names_has_a_text()
    {
        var portal = Portal();
        var sheets = Directory.EnumerateFiles(portal, "*.resx", SearchOption.AllDirectories).Where(f => !f.EndsWith(".zh-CN.resx", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => XDocument.Load(f).Root!.Elements("data").Select(d => d.Attribute("name")!.Value).ToHashSet());
        var used = Directory.EnumerateFiles(portal, "*.razor", SearchOption.AllDirectories).SelectMany(UsesIn).Distinct().ToList();

        used.Count.ShouldBeGreaterThan(150, "the search itself must find the keys");
        used.Where(use => !sheets[use.Sheet].Contains(use.Key)).ShouldBeEmpty();
    }

    private static IEnumerable<(string File, string Sheet, string Key)> UsesIn(string file)
    {
        var source = File.ReadAllText(file);
        return Injected().Matches(source).SelectMany(injected =>
            Regex.Matches(source, $@"\b{injected.Groups[2].Value}\[""([^""]+)""").Select(use => (Path.GetFileName(file), injected.Groups[1].Value.Split('.')[^1], use.Groups[1].Value)));
    }

    private static string Portal()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ComputeNet.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "Portal");
    }

    [GeneratedRegex(@"IStringLocalizer<([\w.]+)>\s+(\w+)")]
    private static partial Regex Injected();
}

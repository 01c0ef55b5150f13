using System.Text.RegularExpressions;
using System.Xml.Linq;
using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Portal;

/// <summary>Chinese and English are equals: what one can say, the other can.</summary>
public sealed partial class TextsTests
{
    private const string ChineseEnding = ".zh-CN.resx";

    public static TheoryData<string> EnglishFiles => [.. SourceTree.Files.Where(file => file.Extension == ".resx" && !file.Path.EndsWith(ChineseEnding, StringComparison.Ordinal)).Select(file => file.Path)];

    [Theory, MemberData(nameof(EnglishFiles))]
    public void both_languages_have_the_same_keys(string english) =>
        Texts(Chinese(english)).Keys.ShouldBe(Texts(english).Keys, ignoreOrder: true);

    [Theory, MemberData(nameof(EnglishFiles))]
    public void both_languages_fill_in_the_same_facts(string english)
    {
        var chinese = Texts(Chinese(english));
        foreach (var (key, text) in Texts(english))
            Places(chinese[key]).ShouldBe(Places(text), ignoreOrder: true, $"{english} {key}");
    }

    [Theory, MemberData(nameof(EnglishFiles))]
    public void no_text_is_empty(string english) =>
        Texts(english).Concat(Texts(Chinese(english))).Where(text => string.IsNullOrWhiteSpace(text.Value)).ShouldBeEmpty();

    [Fact]
    public void no_chinese_file_stands_alone() =>
        SourceTree.Files.Where(file => file.Path.EndsWith(ChineseEnding, StringComparison.Ordinal)).Select(file => file.Path)
            .ShouldBe(EnglishFiles.Select(row => Chinese(row.Data)), ignoreOrder: true);

    private static string Chinese(string english) => english[..^".resx".Length] + ChineseEnding;

    private static Dictionary<string, string> Texts(string path) =>
        XDocument.Parse(new SourceFile(path).Text).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\{\w+(?=[,:}])")]
    private static partial Regex Place();
}

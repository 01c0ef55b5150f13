using System.Text.RegularExpressions;
using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Portal;

public sealed partial class LookTests
{
    [Fact]
    public void colours_are_only_in_the_theme() =>
        Files(".cs", ".razor", ".css", ".js").Where(file => file.Name != "Theme.cs").SelectMany(file => file.Where(Colour())).ShouldBeEmpty();

    [Fact]
    public void no_page_names_an_address_of_the_internet() =>
        Files(".razor", ".css", ".js").SelectMany(file => file.Where(Address())).ShouldBeEmpty();

    private static IEnumerable<SourceFile> Files(params string[] extensions) =>
        SourceTree.Files.Where(file => file.Path.StartsWith("Portal/", StringComparison.Ordinal) && extensions.Contains(file.Extension));

    [GeneratedRegex(@"(?<![\w&/])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b(?!-)|\b(?:rgb|hsl|oklch|lab)a?\(")]
    private static partial Regex Colour();

    [GeneratedRegex("(?:https?:)?//(?!www\\.w3\\.org/)[a-z0-9-]+\\.[a-z]", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}

using System.Text.RegularExpressions;
using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Style;

public sealed partial class TroubleTests
{
    private static readonly string Self = nameof(TroubleTests) + ".cs";

    [Fact]
    public void no_catch_is_empty() => Found(EmptyCatch()).ShouldBeEmpty();

    [Fact]
    public void nothing_is_left_for_later() => Found(Later()).ShouldBeEmpty();

    [Fact]
    public void no_test_is_switched_off() => Found(SwitchedOff()).ShouldBeEmpty();

    private static IEnumerable<string> Found(Regex pattern) =>
        SourceTree.Files.Where(file => file.Extension is ".cs" or ".razor" && file.Name != Self).SelectMany(file => file.Where(pattern));

    [GeneratedRegex(@"\bcatch\b[^{;]*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Later();

    [GeneratedRegex(@"\[(Fact|Theory)\([^)]*\bSkip\s*=")]
    private static partial Regex SwitchedOff();
}

using System.Text.RegularExpressions;
using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Style;

public sealed partial class WordsTests
{
    [Fact]
    public void no_type_hides_behind_an_empty_word() =>
        CompiledAssembly.Product.Values.SelectMany(assembly => assembly.Types).Where(type => EmptyWord().IsMatch(type.Name.Split('`')[0])).Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void a_test_is_a_lower_snake_sentence() =>
        SourceTree.CSharp.Where(file => file.IsTest).SelectMany(file => Test().Matches(file.Text).Select(match => match.Groups[1].Value).Where(name => !Sentence().IsMatch(name)).Select(name => $"{file.Path}: {name}")).ShouldBeEmpty();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utilities|Base|Impl|Dto)$")]
    private static partial Regex EmptyWord();

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\n]*?\]\s*(?:\[[^\n]*\]\s*)*public (?:async )?(?:void|Task|ValueTask) (\w+)\(")]
    private static partial Regex Test();

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)+$")]
    private static partial Regex Sentence();
}

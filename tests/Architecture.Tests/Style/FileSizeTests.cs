using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Style;

public sealed class FileSizeTests
{
    private const int Limit = 400;
    private const int MedianLimit = 80;

    private static readonly HashSet<string> Code = [".cs", ".razor", ".css", ".js", ".ts", ".sh"];

    /// <summary>Files over the limit with the length they may not exceed. Entries only go down or away.</summary>
    private static readonly Dictionary<string, int> Debts = [];

    [Fact]
    public void no_file_outgrows_the_limit() =>
        Written().Where(file => file.LineCount > Debts.GetValueOrDefault(file.Path, Limit)).Select(file => $"{file.Path}: {file.LineCount} lines").ShouldBeEmpty();

    [Fact]
    public void a_debt_that_was_paid_leaves_the_list() =>
        Debts.Where(debt => Written().FirstOrDefault(file => file.Path == debt.Key)?.LineCount != debt.Value).ShouldBeEmpty();

    [Fact]
    public void half_of_the_files_are_small()
    {
        var lengths = Written().Select(file => file.LineCount).Order().ToList();
        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(MedianLimit);
    }

    private static IEnumerable<SourceFile> Written() => SourceTree.Files.Where(file => Code.Contains(file.Extension));
}

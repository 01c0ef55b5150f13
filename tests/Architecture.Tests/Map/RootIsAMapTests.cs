using System.Xml.Linq;
using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Map;

public sealed class RootIsAMapTests
{
    private static readonly string[] Allowed =
    [
        "README.md", "LICENSE", "ComputeNet.slnx", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", ".gitattributes", ".gitignore", "global.json",
        ".ci", "Orchestrator", "Adapters", "Portal", "tests", "infra", "aspire-apphost",
    ];

    [Fact]
    public void the_root_holds_the_map_and_nothing_else() => SourceTree.TopLevel.Except(Allowed).ShouldBeEmpty();

    [Theory]
    [InlineData("infra", "Standalone,dapr,deploy,slurm,world,decisions,pictures,test.sh,README.md")]
    [InlineData("Orchestrator", "Contracts,Domain,Brain,Service,Client,Cli,Checker,README.md")]
    public void the_second_level_is_as_the_map_draws_it(string folder, string allowed) =>
        Directory.EnumerateFileSystemEntries(SourceTree.Full(folder)).Select(path => Path.GetFileName(path)).Except(allowed.Split(',')).ShouldBeEmpty();

    [Fact]
    public void every_project_is_in_the_solution()
    {
        var listed = XDocument.Load(SourceTree.Full("ComputeNet.slnx")).Descendants("Project").Select(e => e.Attribute("Path")!.Value);
        listed.ShouldBe(Project.All.Select(project => project.Path), ignoreOrder: true);
    }

    [Fact]
    public void namespaces_follow_folders()
    {
        var wrong =
            from project in Project.Product
            let home = Path.GetDirectoryName(project.Path)!.Replace('\\', '/')
            from file in SourceTree.CSharp
            where file.Path.StartsWith(home + "/", StringComparison.Ordinal) && !file.Path.StartsWith("infra/world/compile/", StringComparison.Ordinal)
            let folder = Path.GetDirectoryName(Path.GetRelativePath(home, file.Path))!.Replace('\\', '/').Replace('/', '.')
            let expected = folder.Length > 0 ? $"{project.Namespace}.{folder}" : project.Namespace
            from line in file.Text.Split('\n').Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where line != $"namespace {expected};"
            select $"{file.Path} has '{line}', not {expected}";
        wrong.ShouldBeEmpty();
    }
}

namespace ComputeNet.Architecture.Tests.Reading;

/// <summary>A text file of the checkout; the path is relative to the root, with forward slashes.</summary>
public sealed record SourceFile(string Path)
{
    public string Text => File.ReadAllText(System.IO.Path.Combine(SourceTree.Root, Path));
    public int LineCount => File.ReadLines(System.IO.Path.Combine(SourceTree.Root, Path)).Count();
    public string Extension => System.IO.Path.GetExtension(Path);
    public string Name => System.IO.Path.GetFileName(Path);
    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The numbers (from 1) of the lines in which the pattern occurs, as <c>path:line</c>.</summary>
    public IEnumerable<string> Where(System.Text.RegularExpressions.Regex pattern)
    {
        var text = Text;
        return pattern.Matches(text).Select(match => $"{Path}:{text.AsSpan(0, match.Index).Count('\n') + 1}");
    }
}

/// <summary>The checkout without what builds and tools leave in it.</summary>
public static class SourceTree
{
    private static readonly HashSet<string> Ignored = [".git", "bin", "obj", "artifacts", "TestResults", ".vs", ".idea", "node_modules", ".data"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Below(Root).Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'))).OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static IEnumerable<SourceFile> CSharp => Files.Where(file => file.Extension == ".cs");

    /// <summary>Files and folders directly in the root.</summary>
    public static IEnumerable<string> TopLevel => Directory.EnumerateFileSystemEntries(Root).Select(path => Path.GetFileName(path)).Where(name => !Ignored.Contains(name));

    public static string Full(string path) => Path.Combine(Root, path);

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder)
        .Where(path => !Ignored.Contains(Path.GetFileName(path))) // in a git worktree .git is a file
        .Concat(Directory.EnumerateDirectories(folder).Where(path => !Ignored.Contains(Path.GetFileName(path))).SelectMany(Below));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ComputeNet.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No ComputeNet.slnx above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}

using System.Xml.Linq;

namespace ComputeNet.Architecture.Tests.Reading;

/// <summary>A project file; the path is relative to the root, e.g. <c>Orchestrator/Brain/Brain.csproj</c>.</summary>
public sealed record Project(string Path)
{
    private readonly Lazy<XDocument> xml = new(() => XDocument.Load(SourceTree.Full(Path)));

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);
    public bool IsAdapter => Path.StartsWith("Adapters/", StringComparison.Ordinal);
    public string Namespace => IsAdapter ? $"ComputeNet.Adapters.{Name}" : $"ComputeNet.{Name}";

    /// <summary>Named as its namespace, unless people type it.</summary>
    public string Assembly => xml.Value.Descendants("AssemblyName").FirstOrDefault()?.Value ?? Namespace;
    public bool IsExecutable => xml.Value.Descendants("OutputType").Any(e => e.Value == "Exe") || xml.Value.Root!.Attribute("Sdk")!.Value.EndsWith(".Web", StringComparison.Ordinal);

    /// <summary>Names of the projects it refers to.</summary>
    public IEnumerable<string> References => Includes("ProjectReference").Select(System.IO.Path.GetFileNameWithoutExtension)!;

    /// <summary>Packages whose code reaches the assembly; a mere analyzer or generator does not.</summary>
    public IEnumerable<string> Packages => xml.Value.Descendants("PackageReference").Where(e => e.Attribute("IncludeAssets")?.Value != "analyzers").Select(e => e.Attribute("Include")!.Value);

    public static IReadOnlyList<Project> All { get; } = [.. SourceTree.Files.Where(file => file.Extension == ".csproj").Select(file => new Project(file.Path))];

    /// <summary>What we ship: no tests, and not the tool that compiles the catalogue.</summary>
    public static IEnumerable<Project> Product => All.Where(project => !project.IsTest && !project.Path.StartsWith("infra/world/compile/", StringComparison.Ordinal));

    private IEnumerable<string> Includes(string element) => xml.Value.Descendants(element).Select(e => e.Attribute("Include")!.Value.Replace('\\', '/'));
}

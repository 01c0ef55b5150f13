using System.Globalization;
using System.Text.RegularExpressions;
using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.AppHost;

/// <summary>One <c>builder.AddProject(…)</c> statement of the app host.</summary>
public sealed record HostedProject(string Name, string ProjectPath, IReadOnlyList<string> Settings, string? AppId, string Statement);

/// <summary>What <c>aspire-apphost/apphost.cs</c> says, read as text: its packages cannot be restored where the tests run.</summary>
public static partial class AppHostFile
{
    public static SourceFile File { get; } = new("aspire-apphost/apphost.cs");

    public static IReadOnlyList<HostedProject> Projects { get; } = [.. Statement().Matches(File.Text).Select(Read)];

    public static IReadOnlyDictionary<string, int> Ports { get; } =
        Port().Matches(File.Text).ToDictionary(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture));

    private static HostedProject Read(Match statement)
    {
        var path = Path.GetRelativePath(SourceTree.Root, Path.GetFullPath(SourceTree.Full("aspire-apphost/" + statement.Groups[2].Value))).Replace('\\', '/');
        var settings = Setting().Matches(statement.Value).Select(m => m.Groups[1].Value.Replace("__", ":"));
        var sidecar = Sidecar().Match(statement.Value);
        return new(statement.Groups[1].Value, path, [.. settings], sidecar.Success ? sidecar.Groups[1].Value : null, statement.Value);
    }

    [GeneratedRegex("""AddProject\("([^"]+)", "([^"]+)"\)[^;]*;""")]
    private static partial Regex Statement();

    [GeneratedRegex("""WithEnvironment\("([^"]+)",""")]
    private static partial Regex Setting();

    [GeneratedRegex("""Sidecar\("([^"]+)",""")]
    private static partial Regex Sidecar();

    [GeneratedRegex(@"const int (\w+) = (\d+);")]
    private static partial Regex Port();
}

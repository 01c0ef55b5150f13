using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ComputeNet.Architecture.Tests.Reading;
using ComputeNet.Service;
using ComputeNet.Standalone;

namespace ComputeNet.Architecture.Tests.AppHost;

/// <summary>The app host cannot be built here, so these tests hold it to the executables that can.</summary>
public sealed partial class AppHostTests
{
    private const string Orchestrator = "Orchestrator/Service/Service.csproj";

    /// <summary>A token comes by file (what a deployment rotates) or by value; the app host uses the file.</summary>
    private const string TokenByValue = "ComputeNet:Token";

    [Fact]
    public void it_starts_every_service_and_no_other() =>
        AppHostFile.Projects.Select(project => project.ProjectPath).Distinct()
            .ShouldBe(Project.Product.Where(project => project is { IsExecutable: true, Name: not ("Standalone" or "Cli" or "Checker" or "Example") }).Select(project => project.Path), ignoreOrder: true);

    [Fact]
    public void it_gives_each_executable_the_settings_that_it_reads_and_no_other()
    {
        foreach (var project in AppHostFile.Projects.Where(project => project.ProjectPath != Orchestrator))
            project.Settings.ShouldBe(ReadBy(project.ProjectPath), ignoreOrder: true, project.Name);
    }

    [Fact]
    public void it_gives_the_orchestrator_options_that_exist_and_all_that_have_no_default()
    {
        var options = typeof(OrchestratorOptions).GetProperties().ToDictionary(property => "ComputeNet:" + property.Name);
        var given = AppHostFile.Projects.Single(project => project.ProjectPath == Orchestrator).Settings;
        given.Except(options.Keys).ShouldBeEmpty();
        var nullability = new NullabilityInfoContext();
        options.Where(option => option.Value.PropertyType == typeof(string) && nullability.Create(option.Value).ReadState == NullabilityState.NotNull)
            .Select(option => option.Key).Except(given).ShouldBeEmpty();
    }

    [Fact]
    public void no_two_processes_share_a_port() => AppHostFile.Ports.Values.ShouldBeUnique();

    [Fact]
    public void the_portal_is_where_the_standalone_form_has_it() => AppHostFile.Ports["portalPort"].ShouldBe(StandaloneOptions.DefaultPort);

    [Fact]
    public void an_adapter_speaks_through_the_sidecar_that_is_its_own()
    {
        foreach (var adapter in AppHostFile.Projects.Where(project => project.ProjectPath.StartsWith("Adapters/", StringComparison.Ordinal)))
            ThroughSidecar().Match(adapter.Statement).Groups[1].Value.ShouldBe(OwnSidecar().Match(adapter.Statement).Groups[1].Value, adapter.Name);
    }

    [Fact]
    public void it_is_one_page() => AppHostFile.File.LineCount.ShouldBeLessThanOrEqualTo(80);

    [Fact]
    public void every_file_that_it_names_exists()
    {
        foreach (Match path in RelativePath().Matches(AppHostFile.File.Text))
            Path.Exists(Path.GetFullPath(SourceTree.Full("aspire-apphost/" + path.Groups[1].Value))).ShouldBeTrue(path.Value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The keys that the executable's own code, and for adapters the shared host, asks the configuration for.</summary>
    private static IEnumerable<string> ReadBy(string projectPath)
    {
        var folder = projectPath.StartsWith("Adapters/", StringComparison.Ordinal) ? "Adapters/Host/" : Path.GetDirectoryName(projectPath)!.Replace('\\', '/') + "/";
        return SourceTree.CSharp.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(file.Text).Select(match => match.Groups[1].Value)).Distinct().Except([TokenByValue]);
    }

    [GeneratedRegex("""(?:\[|Required\()"(ComputeNet:\w+)"(?:\]|\))""")]
    private static partial Regex Key();

    [GeneratedRegex("""ThroughSidecar\((\w+)\)""")]
    private static partial Regex ThroughSidecar();

    [GeneratedRegex("""Sidecar\("[^"]+", (\w+)\)""")]
    private static partial Regex OwnSidecar();

    [GeneratedRegex("""
        "(\.\./[^"]+)"
        """)]
    private static partial Regex RelativePath();
}

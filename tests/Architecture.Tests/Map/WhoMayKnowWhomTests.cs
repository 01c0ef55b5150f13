using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Map;

/// <summary>The arrows of the map. A project that is not on it fails until somebody decides where it stands.</summary>
public sealed class WhoMayKnowWhomTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Contracts"] = [],
        ["Domain"] = ["Contracts"],
        ["Brain"] = ["Contracts"],
        ["Client"] = ["Contracts"],
        ["World"] = ["Contracts"],
        ["Service"] = ["Contracts", "Domain", "Brain", "World"],
        ["Checker"] = [], // shares nothing with what it checks
        ["Cli"] = ["Contracts", "Brain", "Checker"],
        ["Portal"] = ["Contracts", "Client"],
        ["Port"] = ["Contracts"],
        ["Host"] = ["Contracts", "Client", "Port"],
        ["Conformance"] = ["Contracts"], // it knows the protocol and no adapter
        ["Example"] = ["Contracts", "Client", "Port", "Host"],
        ["Sensing"] = ["Contracts"],
        ["Simulated"] = ["Contracts", "Client", "Port", "Host", "World"],
        ["Local"] = ["Contracts", "Client", "Port", "Host", "Sensing"],
        ["Slurm"] = ["Contracts", "Client", "Port", "Host", "Sensing"],
        ["Kubernetes"] = ["Contracts", "Client", "Port", "Host"],
        ["Program"] = ["Contracts", "Client", "World", "Port", "Host", "Conformance", "Sensing", "Simulated", "Local", "Slurm", "Kubernetes"], // the one executable that hosts them all
        ["Standalone"] = ["Contracts", "Client", "World", "Service", "Portal", "Host", "Simulated", "Local"],
    };

    /// <summary>The packages of the projects that must stay pure.</summary>
    private static readonly Dictionary<string, string[]> MayUsePackages = new()
    {
        ["Contracts"] = [],
        ["Domain"] = ["JasperFx.Events"], // only named by what its generator writes
        ["Port"] = [],
        ["Brain"] = ["Google.OrTools"],
    };

    public static TheoryData<string> Projects => [.. Project.Product.Select(project => project.Name)];

    [Theory, MemberData(nameof(Projects))]
    public void a_project_refers_only_to_those_it_may_know(string name) =>
        Project.Product.Single(project => project.Name == name).References.Except(MayKnow[name]).ShouldBeEmpty();

    [Theory, MemberData(nameof(Projects))]
    public void compiled_code_reaches_only_what_its_project_may_know(string name)
    {
        var known = MayKnow[name].Select(other => Project.Product.Single(project => project.Name == other).Assembly);
        CompiledAssembly.Product[name].References.Where(reference => reference.StartsWith("ComputeNet.", StringComparison.Ordinal)).Except(known).ShouldBeEmpty();
    }

    [Fact]
    public void the_pure_projects_take_no_packages()
    {
        foreach (var (name, packages) in MayUsePackages)
            Project.Product.Single(project => project.Name == name).Packages.Except(packages).ShouldBeEmpty(name);
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Domain")]
    [InlineData("Brain")]
    [InlineData("Port")]
    public void the_pure_projects_know_no_web_no_database_and_no_log(string name) =>
        CompiledAssembly.Product[name].References
            .Where(reference => !reference.StartsWith("System.", StringComparison.Ordinal) && !reference.StartsWith("ComputeNet.", StringComparison.Ordinal))
            .Except(MayUsePackages[name]).ShouldBeEmpty();

    [Fact]
    public void the_domains_own_code_names_no_event_store() =>
        SourceTree.CSharp.Where(file => file.Path.StartsWith("Orchestrator/Domain/", StringComparison.Ordinal) && (file.Text.Contains("JasperFx") || file.Text.Contains("Marten")))
            .Select(file => file.Path).ShouldBeEmpty();
}

using ComputeNet.Architecture.Tests.Reading;

namespace ComputeNet.Architecture.Tests.Rules;

/// <summary>What may be named in one place only.</summary>
public sealed class OneDoorTests
{
    [Fact]
    public void only_the_solvers_name_ortools()
    {
        Outside("Brain", "ComputeNet.Brain.Solvers").Where(use => use.Assembly == "Google.OrTools").ShouldBeEmpty();
        CompiledAssembly.Product.Where(product => product.Key != "Brain" && product.Value.References.Contains("Google.OrTools")).Select(product => product.Key).ShouldBeEmpty();
    }

    [Fact]
    public void only_the_portals_api_folder_touches_the_client_and_http() =>
        Outside("Portal", "ComputeNet.Portal.Api").Where(use => use.Assembly is "ComputeNet.Client" or "System.Net.Http" or "System.Net.Http.Json").ShouldBeEmpty();

    [Fact]
    public void a_view_model_knows_nothing_of_blazor() =>
        CompiledAssembly.Product["Portal"].Uses.Where(use => use.User.Name.EndsWith("ViewModel", StringComparison.Ordinal))
            .Where(use => use.Assembly == "MudBlazor" || use.Assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void only_the_service_and_the_standalone_form_speak_to_the_database() =>
        CompiledAssembly.Product.Where(product => product.Value.References.Any(name => name is "Npgsql" or "Marten")).Select(product => product.Key)
            .Except(["Service", "Standalone"]).ShouldBeEmpty();

    private static IEnumerable<Use> Outside(string project, string door) =>
        CompiledAssembly.Product[project].Uses.Where(use => use.User.Namespace != door && !use.User.Namespace.StartsWith(door + ".", StringComparison.Ordinal));
}

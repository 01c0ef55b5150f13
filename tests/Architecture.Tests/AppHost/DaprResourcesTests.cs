using ComputeNet.Architecture.Tests.Reading;
using ComputeNet.Contracts.Sites;
using YamlDotNet.RepresentationModel;

namespace ComputeNet.Architecture.Tests.AppHost;

public sealed class DaprResourcesTests
{
    public static TheoryData<string> Files => [.. SourceTree.Files.Where(file => file.Path.StartsWith("infra/dapr/", StringComparison.Ordinal) && file.Extension == ".yaml").Select(file => file.Path)];

    [Theory, MemberData(nameof(Files))]
    public void a_resource_is_well_formed_and_says_what_it_is(string path)
    {
        var root = Load(path);
        Text(root, "apiVersion").ShouldBe("dapr.io/v1alpha1");
        Text(root, "kind").ShouldBeOneOf("Configuration", "Resiliency", "Component");
        Text(Child(root, "metadata"), "name").ShouldStartWith("computenet");
        Child(root, "spec").Children.ShouldNotBeEmpty();
    }

    [Fact]
    public void access_control_names_the_adapters_of_the_app_host_and_no_other()
    {
        var control = Child(Child(Load("infra/dapr/access-control.yaml"), "spec"), "accessControl");
        Text(control, "defaultAction").ShouldBe("deny");
        Sequence(control, "policies").Select(policy => Text((YamlMappingNode)policy, "appId")).ShouldBe(AdapterIds, ignoreOrder: true);
    }

    [Fact]
    public void resiliency_is_for_the_adapters_calls_to_the_orchestrator()
    {
        var root = Load("infra/dapr/resources/resiliency.yaml");
        Sequence(root, "scopes").Select(scope => scope.ToString()).ShouldBe(AdapterIds, ignoreOrder: true);
        Child(Child(Child(root, "spec"), "targets"), "apps").Children.Keys.Select(key => key.ToString()).ShouldBe(["orchestrator"]);
    }

    [Fact]
    public void the_broker_is_the_one_that_both_ends_are_told_of_and_carries_the_topics_that_they_use()
    {
        var root = Load("infra/dapr/resources/site-messages.yaml");
        var name = Text(Child(root, "metadata"), "name");
        AppHostFile.File.Text.ShouldContain($"const string broker = \"{name}\";");
        Sequence(root, "scopes").Select(scope => scope.ToString()).ShouldBe([.. AdapterIds, "orchestrator"], ignoreOrder: true);
        string Scopes(string kind) => Sequence(Child(root, "spec"), "metadata").Cast<YamlMappingNode>().Where(m => Text(m, "name") == kind).Select(m => Text(m, "value")).Single();
        Scopes("publishingScopes").Split(';').ShouldBe([.. AdapterIds.Select(id => $"{id}={SitePublications.Topic}"), "orchestrator="], ignoreOrder: true);
        Scopes("subscriptionScopes").Split(';').ShouldBe([.. AdapterIds.Select(id => $"{id}="), $"orchestrator={SitePublications.Topic},{SitePublications.DeadLetterTopic}"], ignoreOrder: true);
        Child(Child(Child(Load("infra/dapr/resources/delivery.yaml"), "spec"), "targets"), "components").Children.Keys.Select(key => key.ToString()).ShouldBe([name]);
    }

    [Fact]
    public void the_orchestrator_answers_to_the_app_id_that_the_adapters_call()
    {
        AppHostFile.Projects.Single(project => project.ProjectPath == "Orchestrator/Service/Service.csproj").AppId.ShouldBe("orchestrator");
        AppHostFile.File.Text.ShouldContain("/v1.0/invoke/orchestrator/method/");
    }

    private static IEnumerable<string> AdapterIds =>
        AppHostFile.Projects.Where(project => project.ProjectPath.StartsWith("Adapters/", StringComparison.Ordinal)).Select(project => project.AppId!);

    private static YamlMappingNode Load(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(new SourceFile(path).Text));
        return (YamlMappingNode)yaml.Documents.ShouldHaveSingleItem().RootNode;
    }

    private static YamlMappingNode Child(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    private static YamlSequenceNode Sequence(YamlMappingNode node, string key) => (YamlSequenceNode)node.Children[key];

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;
}

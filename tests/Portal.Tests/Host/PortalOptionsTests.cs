using Microsoft.Extensions.Configuration;

namespace ComputeNet.Portal.Tests.Host;

public class PortalOptionsTests
{
    [Fact]
    public void without_settings_the_orchestrator_is_on_this_machine() =>
        PortalOptions.From(Settings([])).Orchestrator.ShouldBe(new Uri("http://localhost:5080"));

    [Theory]
    [InlineData("not an address")]
    [InlineData("ftp://orchestrator")]
    [InlineData("")]
    public void an_address_that_is_none_is_named(string address) =>
        Should.Throw<InvalidOperationException>(() => PortalOptions.From(Settings(new() { ["ComputeNet:Orchestrator"] = address }))).Message.ShouldContain($"'{address}'");

    private static IConfiguration Settings(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}

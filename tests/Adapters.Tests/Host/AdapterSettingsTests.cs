using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Configuration;

namespace ComputeNet.Adapters.Tests.Host;

public sealed class AdapterSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void a_token_file_is_read_anew_at_every_call_and_may_name_sites()
    {
        var file = folder.File("tokens");
        var settings = Settings(("ComputeNet:Url", "http://centre"), ("ComputeNet:TokenFile", file));
        settings.TokenOf(new SiteId("a")).ShouldBeNull();
        File.WriteAllText(file, "a first\nb second\n");
        settings.TokenOf(new SiteId("b")).ShouldBe("second");
        settings.TokenOf(new SiteId("c")).ShouldBeNull();
        File.WriteAllText(file, "for-all\n");
        settings.TokenOf(new SiteId("c")).ShouldBe("for-all");
    }

    [Theory]
    [InlineData("ComputeNet:Url", null, "ComputeNet:Url is missing")]
    [InlineData("ComputeNet:Url", "not an address", "'not an address'")]
    [InlineData("ComputeNet:Token", null, "A credential is needed")]
    [InlineData("ComputeNet:Transport", "pigeon", "ComputeNet:Transport must be one of http, hub, dapr, not 'pigeon'")]
    [InlineData("site", "No Such Id", "--site 'No Such Id'")]
    [InlineData("Simulated:FailureRate", "1.5", "Simulated:FailureRate must be a number from 0 to 1, not '1.5'")]
    public void a_wrong_setting_is_named_with_its_value(string name, string? value, string message)
    {
        var all = new Dictionary<string, string?> { ["ComputeNet:Url"] = "http://centre", ["ComputeNet:Token"] = "t", [name] = value };
        Should.Throw<AdapterSettingException>(() =>
        {
            var settings = Settings([.. all.Select(s => (s.Key, s.Value))]);
            _ = settings.Site;
            settings.Number("Simulated:FailureRate", 0, 0, 1);
        }).Message.ShouldContain(message);
    }

    public void Dispose() => folder.Dispose();

    private static AdapterSettings Settings(params (string Name, string? Value)[] values) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(values.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, v.Value))).Build());
}

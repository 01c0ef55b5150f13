using ComputeNet.Adapters.Tests.Harness;

namespace ComputeNet.Adapters.Tests.Host;

/// <summary>The executable as somebody types it.</summary>
public sealed class AdapterCommandLineTests
{
    [Theory]
    [InlineData("local")]
    [InlineData("simulated")]
    [InlineData("kubernetes")]
    public async Task every_scheduler_is_hosted_by_the_one_executable_and_reads_its_settings(string scheduler)
    {
        using var agent = new AdapterProcess(["run", "--scheduler", scheduler, "--url", "ftp://nowhere/", "--token-file", "/nowhere", "--site", "x"]);
        (await agent.EndAsync()).ShouldBe(2, agent.Said);
        agent.Said.ShouldBe("ComputeNet:Url must be an http or https address, not 'ftp://nowhere/'.\n");
    }

    [Theory]
    [InlineData("--sit=x", "'--sit=x' is neither an option nor a setting like --ComputeNet:Data=/var/lib/computenet-adapter.")]
    [InlineData("--Local:WattsPerCore=many", "Local:WattsPerCore must be a number from 0 to 10000, not 'many'.")]
    public async Task what_nobody_would_read_is_named(string mistake, string sentence)
    {
        using var agent = new AdapterProcess(["run", "--scheduler", "local", "--url", "http://localhost:1/", "--token-file", "/nowhere", mistake]);
        (await agent.EndAsync()).ShouldBe(2, agent.Said);
        agent.Said.ShouldContain(sentence);
    }

    [Fact]
    public async Task a_scheduler_that_nobody_wrote_is_refused_with_those_that_there_are()
    {
        using var agent = new AdapterProcess(["run", "--scheduler", "cron"]);
        (await agent.EndAsync()).ShouldBe(2, agent.Said);
        agent.Said.ShouldContain("'local'");
        agent.Said.ShouldContain("'kubernetes'");
    }
}

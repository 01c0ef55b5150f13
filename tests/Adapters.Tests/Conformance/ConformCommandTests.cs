using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ComputeNet.Adapters.Tests.Harness;

namespace ComputeNet.Adapters.Tests.Conformance;

/// <summary><c>computenet-adapter conform</c> as somebody types it, against the executable's own local scheduler in another process.</summary>
public sealed partial class ConformCommandTests : IDisposable
{
    /// <summary>The adapter speaks at its ordinary pace.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task an_adapter_that_keeps_its_promises_gets_a_matrix_and_zero()
    {
        using var tester = Tester("--json", "--only", "declares-its-pools", "carries-out-an-order", "refuses-a-lower-token", "offers-its-own-pools", "keeps-tokens-over-a-restart");
        using var adapter = AdapterFor(tester);
        (await tester.EndAsync(Patience)).ShouldBe(0, $"{tester.Said}\n{adapter.Said}");
        var matrix = JsonNode.Parse(tester.Said[tester.Said.IndexOf("\n{", StringComparison.Ordinal)..])!;
        matrix["site"]!.GetValue<string>().ShouldBe("local");
        matrix["agent"]!.GetValue<string>().ShouldStartWith("local ");
        matrix["promises"]!.AsArray().ToDictionary(p => p!["name"]!.GetValue<string>(), p => p!["result"]!.GetValue<string>()).ShouldBe(new Dictionary<string, string>
        {
            ["declares-its-pools"] = "passed",
            ["carries-out-an-order"] = "passed",
            ["refuses-a-lower-token"] = "passed",
            ["keeps-tokens-over-a-restart"] = "not-offered",
            ["offers-its-own-pools"] = "not-offered",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task a_broken_promise_is_named_with_what_came_instead_and_the_exit_code_says_so()
    {
        using var tester = Tester("--only", "carries-out-an-order", "says-nothing-that-is-not-allowed", "--short", "exit 9");
        using var adapter = AdapterFor(tester);
        (await tester.EndAsync(Patience)).ShouldBe(1, $"{tester.Said}\n{adapter.Said}");
        tester.Said.ShouldContain("carries-out-an-order: An ordered job is started and its end is told, with its token and its times.");
        tester.Said.ShouldContain("ended as Failed");
    }

    [Fact]
    public async Task nobody_who_comes_is_another_exit_code()
    {
        using var tester = Tester("--wait", "1");
        (await tester.EndAsync()).ShouldBe(3, tester.Said);
        tester.Said.ShouldContain("Nobody declared an inventory for local within 1 s.");
    }

    [Theory]
    [InlineData("https://127.0.0.1:0", "is no address to listen at")]
    [InlineData("http://127.0.0.1:0 --only flies", "flies")]
    [InlineData("http://127.0.0.1:0 --patience never", "'never' is not a number from 1 to 86400.")]
    [InlineData("http://127.0.0.1:0 --short [1", "'[1' is no JSON array of texts.")]
    public async Task a_mistake_on_the_command_line_is_named(string line, string sentence)
    {
        using var tester = new AdapterProcess(["conform", .. line.Split(' ')]);
        (await tester.EndAsync()).ShouldBe(2, tester.Said);
        tester.Said.ShouldContain(sentence);
    }

    public void Dispose()
    {
        LocalWorld.KillAll(folder.Path);
        folder.Dispose();
    }

    private static AdapterProcess Tester(params string[] more) => new(["conform", "http://127.0.0.1:0", "--site", "local", "--pool", "local.cpu", .. more]);

    /// <summary>Set up as the tester says.</summary>
    private AdapterProcess AdapterFor(AdapterProcess tester)
    {
        SpinWait.SpinUntil(() => tester.Said.Contains("Waiting for its inventory", StringComparison.Ordinal), TimeSpan.FromSeconds(60)).ShouldBeTrue(tester.Said);
        return AdapterProcess.Run("local", new Uri(Url().Match(tester.Said).Groups[1].Value), folder.Path, Token().Match(tester.Said).Groups[1].Value);
    }

    [GeneratedRegex(@"ComputeNet:Url +(\S+)")]
    private static partial Regex Url();

    [GeneratedRegex(@"ComputeNet:Token +(\S+)")]
    private static partial Regex Token();
}

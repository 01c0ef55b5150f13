using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using ComputeNet.Adapters.Conformance.Centre;
using ComputeNet.Adapters.Conformance.Report;
using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Program;

/// <summary>
/// <c>conform http://127.0.0.1:8080</c>: agents open every connection themselves, so whoever wants to see what an adapter keeps of its promises must be the centre that
/// it speaks to. Listens there, says what to set in the adapter, and runs the suite as soon as it has come.
/// </summary>
internal static class ConformCommand
{
    public const int SomePromiseBroken = 1;
    public const int NobodyCame = 3;

    public static Command Make()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "Where to listen, for example http://127.0.0.1:8080; port 0 takes a free one." };
        endpoint.Validators.Add(result =>
        {
            if (!TryEndpoint(result.Tokens[0].Value, out _))
                result.AddError($"'{result.Tokens[0].Value}' is no address to listen at: http://, an IP address or localhost, and a port. TLS is the business of a proxy before it.");
        });
        var options = new ConformOptions();
        var command = new Command("conform", "Holds any adapter to the promises of Site API v1: listens as a centre, and prints what the adapter keeps.") { endpoint };
        options.AddTo(command);
        command.SetAction((parsed, ct) =>
        {
            TryEndpoint(parsed.GetRequiredValue(endpoint), out var at);
            return RunAsync(at!, options.Of(parsed), Console.Out, Console.Error, ct);
        });
        return command;
    }

    /// <summary>What is asked for goes to <paramref name="output"/>, what a person wants to know meanwhile to <paramref name="aside"/>.</summary>
    internal static async Task<int> RunAsync(IPEndPoint at, ConformSettings settings, TextWriter output, TextWriter aside, CancellationToken ct)
    {
        var token = $"conform-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        await using var centre = new CentreStandIn(at, shown => shown == token ? settings.Site.Value : null) { TokensOf = site => site == settings.Site.Value ? [token] : [] };
        await centre.StartAsync();
        await aside.WriteLineAsync(Invitation(centre.Address, settings.Site, token));
        ITester tester = settings.Restart is { } restart ? new CommandTester(restart, aside) : new OutsideTester();
        var run = new SuiteOptions { Run = token[^6..], Clock = TimeProvider.System, Patience = settings.Patience };
        var suite = new Suite(centre, settings.Site, settings.Jobs, tester, run);
        if (await suite.MeetAsync(settings.Wait, ct) is not { } inventory)
        {
            await aside.WriteLineAsync($"Nobody declared an inventory for {settings.Site} within {settings.Wait.TotalSeconds:0} s. {string.Join(' ', centre.Violations.Distinct().Take(3))}");
            return NobodyCame;
        }
        await aside.WriteLineAsync($"{inventory.AgentVersion} is here, with {inventory.Pools.Count} pools. {Suite.All.Count} promises follow.");
        var report = await suite.RunAsync(inventory, result => aside.WriteLine($"  {MatrixText.Word(result.Verdict),-12} {result.Promise.Name}"), ct, settings.Only);
        await output.WriteLineAsync(settings.AsJson ? MatrixJson.Of(report) : MatrixText.Of([(report.Site.Value, report)]));
        return report.Failed == 0 ? 0 : SomePromiseBroken;
    }

    private static string Invitation(Uri address, SiteId site, string token) => $"""
        Listening as a centre at {address} (requests, and the hub at /hubs/site).
        Start the adapter for the site '{site}' with
          ComputeNet:Url    {address}
          ComputeNet:Token  {token}
        for example: ComputeNet__Token={token} computenet-adapter run --scheduler local --site {site} --url {address} --data $(mktemp -d)
        Waiting for its inventory …
        """;

    private static bool TryEndpoint(string text, out IPEndPoint? endpoint)
    {
        endpoint = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "http")
            return false;
        if (uri.Host == "localhost")
            endpoint = new(IPAddress.Loopback, uri.Port);
        else if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
            endpoint = new(address, uri.Port);
        return endpoint is not null;
    }
}

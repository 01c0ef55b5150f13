using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Program;

/// <summary>What <c>conform</c> was asked for.</summary>
internal sealed record ConformSettings(SiteId Site, TestJobs Jobs, TimeSpan Wait, TimeSpan Patience, string? Restart, IReadOnlyList<Promise>? Only, bool AsJson);

/// <summary>Its options. A command is a line for a shell, or a JSON array of program and arguments.</summary>
internal sealed class ConformOptions
{
    private readonly Option<string> site = new("--site") { Description = "The site that the adapter speaks for.", DefaultValueFactory = _ => "conform" };
    private readonly Option<string?> pool = new("--pool") { Description = "The pool for the test's jobs; without it, the first one that has devices, of processors if there is one." };
    private readonly Option<int> devices = new("--devices") { Description = "Devices of each job.", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> quick = new("--short") { Description = "A job that ends well within seconds and says something. Default: echo done." };
    private readonly Option<string?> lasting = new("--long") { Description = "A job that goes on until it is stopped. Default: sleep 3000." };
    private readonly Option<string?> failing = new("--failing") { Description = "A job that ends badly within seconds. Default: exit 3." };
    private readonly Option<string?> image = new("--image") { Description = "The image of the jobs, for sites that run containers." };
    private readonly Option<string?> restart = new("--restart") { Description = "A shell command that kills the adapter and starts it again; 'ask' asks you to. Without it, what restarts promise is not looked at." };
    private readonly Option<int> wait = new("--wait") { Description = "Seconds to wait for the adapter.", DefaultValueFactory = _ => 600 };
    private readonly Option<int> patience = new("--patience") { Description = "Seconds to wait for anything that was promised.", DefaultValueFactory = _ => 90 };
    private readonly Option<string[]> only = new("--only") { Description = "Promises to look at, by name; all without it.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> json = new("--json") { Description = "Prints the matrix as JSON." };

    public void AddTo(Command command)
    {
        site.Validators.Add(result => Check<SiteId>(result, "site"));
        pool.Validators.Add(result => Check<PoolId>(result, "pool"));
        only.AcceptOnlyFromAmong([.. Suite.All.Select(p => p.Name)]);
        foreach (var number in new[] { devices, wait, patience })
            number.Validators.Add(result =>
            {
                if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var n) || n is < 1 or > 86_400))
                    result.AddError($"'{result.Tokens[0].Value}' is not a number from 1 to 86400.");
            });
        foreach (var job in new[] { quick, lasting, failing })
            job.Validators.Add(result =>
            {
                if (result.Tokens.Count > 0 && !TryCommand(result.Tokens[0].Value, out _))
                    result.AddError($"'{result.Tokens[0].Value}' is no JSON array of texts.");
            });
        foreach (var option in new Option[] { site, pool, devices, quick, lasting, failing, image, restart, wait, patience, only, json })
            command.Add(option);
    }

    public ConformSettings Of(ParseResult parsed)
    {
        var usual = new TestJobs();
        var jobs = new TestJobs
        {
            Pool = parsed.GetValue(pool) is { } id ? new PoolId(id) : null,
            Devices = parsed.GetValue(devices),
            Image = parsed.GetValue(image),
            Short = Command(parsed.GetValue(quick)) ?? usual.Short,
            Long = Command(parsed.GetValue(lasting)) ?? usual.Long,
            Failing = Command(parsed.GetValue(failing)) ?? usual.Failing,
        };
        var names = parsed.GetValue(only) ?? [];
        return new(
            new SiteId(parsed.GetRequiredValue(site)), jobs, TimeSpan.FromSeconds(parsed.GetValue(wait)), TimeSpan.FromSeconds(parsed.GetValue(patience)),
            parsed.GetValue(restart), names.Length == 0 ? null : [.. Suite.All.Where(p => names.Contains(p.Name))], parsed.GetValue(json));
    }

    private static IReadOnlyList<string>? Command(string? text) => text is not null && TryCommand(text, out var command) ? command : null;

    private static bool TryCommand(string text, out IReadOnlyList<string> command)
    {
        command = ["sh", "-c", text];
        if (!text.StartsWith('['))
            return true;
        try
        {
            command = JsonSerializer.Deserialize<string[]>(text)!;
            return command.Count > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Check<TId>(OptionResult result, string what) where TId : struct, ITextId<TId>
    {
        if (result.Tokens.Count > 0 && !ITextId<TId>.IsWellFormed(result.Tokens[0].Value))
            result.AddError($"'{result.Tokens[0].Value}' is no {what} id.");
    }
}

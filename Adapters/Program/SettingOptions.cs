using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace ComputeNet.Adapters.Program;

/// <summary>
/// What the host's configuration knows, as options with names that people type; every other setting goes by its own name, <c>--Local:WattsPerCore=7</c>.
/// Environment and <c>appsettings.json</c> serve as well; the command line has the last word.
/// </summary>
internal sealed partial class SettingOptions
{
    private readonly (Option<string?> Option, string Key)[] known =
    [
        (new("--site") { Description = "The site that this adapter serves." }, "site"),
        (new("--url") { Description = "Address of the network (ComputeNet:Url)." }, "ComputeNet:Url"),
        (new("--data") { Description = "Folder for everything that must survive a restart (ComputeNet:Data)." }, "ComputeNet:Data"),
        (new("--token-file") { Description = "File with the site's token, or with lines of 'site token' (ComputeNet:TokenFile)." }, "ComputeNet:TokenFile"),
        (new("--transport") { Description = "What carries the messages: http, hub or dapr (ComputeNet:Transport)." }, "ComputeNet:Transport"),
    ];

    private readonly Argument<string[]> rest = new("settings") { Description = "Further settings by their names: --Section:Name=value.", Arity = ArgumentArity.ZeroOrMore };

    /// <param name="command">Gets them.</param>
    /// <param name="without">Keys that it has another way of saying.</param>
    public void AddTo(Command command, params string[] without)
    {
        foreach (var (option, _) in known.Where(k => !without.Contains(k.Key)))
            command.Add(option);
        rest.Validators.Add(Check);
        command.Add(rest);
    }

    /// <summary>The same in the form that .NET's configuration reads.</summary>
    public string[] Of(ParseResult parsed) =>
    [
        .. parsed.GetValue(rest) ?? [],
        .. known.Where(k => parsed.GetValue(k.Option) is not null).Select(k => $"--{k.Key}={parsed.GetValue(k.Option)}"),
    ];

    /// <summary>The further settings, by their names.</summary>
    public IReadOnlyDictionary<string, string> Further(ParseResult parsed) =>
        (parsed.GetValue(rest) ?? []).Select(setting => setting[2..].Split('=', 2)).ToDictionary(words => words[0], words => words[1]);

    /// <summary>A mistyped option must not pass for a setting that nobody reads.</summary>
    private static void Check(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Select(token => token.Value).Where(token => !Setting().IsMatch(token)))
            result.AddError($"'{token}' is neither an option nor a setting like --ComputeNet:Data=/var/lib/computenet-adapter.");
    }

    [GeneratedRegex("^--[A-Za-z]+(:[^=]+)+=.*$")]
    private static partial Regex Setting();
}

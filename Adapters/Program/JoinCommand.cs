using System.CommandLine;
using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Credentials;
using ComputeNet.Adapters.Program.Schedulers;
using ComputeNet.Client;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Program;

/// <summary>
/// <c>join https://network.example cnj_… --scheduler local</c>: exchanges the operator's token for a credential of the site's own, keeps it in the data folder, and serves.
/// A later <c>run --data …</c> needs nothing else.
/// </summary>
internal static class JoinCommand
{
    private const int Refused = 1;

    public static Command Make()
    {
        var url = new Argument<string>("url") { Description = "Address of the network." };
        var token = new Argument<string>("token") { Description = "The one-time token from the network's operator." };
        var scheduler = HostedSchedulers.Option(required: true);
        var only = new Option<bool>("--only") { Description = "Join and end; serving is left to a later 'run'." };
        var settings = new SettingOptions();
        var command = new Command("join", "Joins a site to the network with a one-time token, and serves it.") { url, token, scheduler, only };
        settings.AddTo(command, without: "ComputeNet:Url");
        command.SetAction(async (parsed, ct) =>
        {
            var code = await JoinAsync(parsed.GetRequiredValue(url), parsed.GetRequiredValue(token), parsed.GetRequiredValue(scheduler), settings.Of(parsed), settings.Further(parsed), ct);
            return code != 0 || parsed.GetValue(only) ? code : await RunCommand.ServeAsync(settings.Of(parsed), null);
        });
        return command;
    }

    private static async Task<int> JoinAsync(string url, string token, string scheduler, string[] args, IReadOnlyDictionary<string, string> further, CancellationToken ct)
    {
        try
        {
            var configuration = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args).Configuration;
            var centre = AdapterSettings.AddressOf(url);
            var root = centre.AbsoluteUri.EndsWith('/') ? centre : new Uri(centre.AbsoluteUri + "/");
            var file = new CredentialFile(AdapterSettings.DataDirectoryOf(configuration));
            var site = configuration["site"] is { } named ? SiteOf(named) : (SiteId?)null;
            using var http = new HttpClient { BaseAddress = root, Timeout = TimeSpan.FromSeconds(30) };
            var kept = await Joining.JoinAsync(file, root, token, site, scheduler, further, new ComputeNetClient(http, () => null).SiteAgent, new AgentPace().Time, ct);
            await Console.Out.WriteLineAsync($"Joined {root} as {kept.Site}. The credential is in {file.Path}.");
            return 0;
        }
        catch (ApiRefusedException e)
        {
            await Console.Error.WriteLineAsync($"The network refuses: {e.Problem.Detail ?? e.Problem.Code}.");
            return Refused;
        }
        catch (UnreachableException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message} The token is still good; try again.");
            return Refused;
        }
        catch (AdapterSettingException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return AdapterCommandLine.WrongCommandLine;
        }
    }

    private static SiteId SiteOf(string id) => ITextId<SiteId>.IsWellFormed(id) ? new SiteId(id) : throw new AdapterSettingException($"--site '{id}' is not a site id.");
}

using System.CommandLine;
using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Program.Schedulers;

namespace ComputeNet.Adapters.Program;

/// <summary><c>run --scheduler local</c>: serves until the process is asked to stop.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var scheduler = HostedSchedulers.Option(required: false);
        var settings = new SettingOptions();
        var command = new Command("run", "Serves a site until it is asked to stop (Ctrl-C, SIGTERM).") { scheduler };
        settings.AddTo(command);
        command.SetAction((parsed, _) => ServeAsync(settings.Of(parsed), parsed.GetValue(scheduler)));
        return command;
    }

    /// <summary>With the scheduler that is named, else with the one that the adapter joined with.</summary>
    public static Task<int> ServeAsync(string[] args, string? scheduler) => HostProgram.RunAsync(args, (services, settings) =>
        HostedSchedulers.Named(scheduler ?? settings.Kept?.Scheduler ?? throw new AdapterSettingException("Say with --scheduler what runs the site's jobs.")).Compose(services, settings));
}

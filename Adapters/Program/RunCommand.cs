using System.CommandLine;
using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Program.Schedulers;

namespace ComputeNet.Adapters.Program;

/// <summary><c>run --scheduler local</c>: serves until the process is asked to stop.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var scheduler = HostedSchedulers.Option(required: true);
        var settings = new SettingOptions();
        var command = new Command("run", "Serves a site until it is asked to stop (Ctrl-C, SIGTERM).") { scheduler };
        settings.AddTo(command);
        command.SetAction((parsed, _) => HostProgram.RunAsync(settings.Of(parsed), HostedSchedulers.Named(parsed.GetRequiredValue(scheduler)).Compose));
        return command;
    }
}

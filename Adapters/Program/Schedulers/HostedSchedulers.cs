using System.CommandLine;

namespace ComputeNet.Adapters.Program.Schedulers;

/// <summary>All of them on one page. They do not know each other; only this program knows them all.</summary>
internal static class HostedSchedulers
{
    public static IReadOnlyList<HostedScheduler> All { get; } = [LocalHosting.Scheduler, SimulatedHosting.Scheduler, KubernetesHosting.Scheduler, SlurmHosting.Scheduler];

    public static HostedScheduler Named(string name) => All.Single(scheduler => scheduler.Name == name);

    public static Option<string> Option(bool required)
    {
        var option = new Option<string>("--scheduler") { Description = "What runs the site's jobs.", Required = required };
        option.AcceptOnlyFromAmong([.. All.Select(scheduler => scheduler.Name)]);
        return option;
    }
}

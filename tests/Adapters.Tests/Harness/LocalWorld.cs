using System.Diagnostics;
using ComputeNet.Adapters.Local;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>This machine as a site whose state is in a test's own folder.</summary>
public static class LocalWorld
{
    public static LocalOptions Options(string folder, TimeSpan? grace = null) => new()
    {
        Centre = new Uri("http://localhost:1/"), Token = _ => "token", DataDirectory = folder, StopGrace = grace ?? TimeSpan.FromSeconds(1),
    };

    /// <summary>Ends every job that a test left behind, and only those: they are found by the files in the test's folder. Their supervisors end by themselves.</summary>
    public static void KillAll(string folder)
    {
        foreach (var job in Living(folder, "job"))
        {
            using var kill = Process.Start("sh", ["-c", $"kill -s KILL -- -{job.Pid}"]);
            kill.WaitForExit();
        }
        SpinWait.SpinUntil(() => Living(folder, "pid").Count == 0, TimeSpan.FromSeconds(10)).ShouldBeTrue("a supervisor outlived its job");
    }

    private static List<ProcessIdentity> Living(string folder, string name) =>
        [.. Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).Select(f => LocalProcesses.Parse(File.ReadAllText(f))).OfType<ProcessIdentity>().Where(LocalProcesses.IsAlive)];
}

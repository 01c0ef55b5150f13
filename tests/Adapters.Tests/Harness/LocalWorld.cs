using System.Diagnostics;
using ComputeNet.Adapters.Local;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>This machine as a site whose state is in a test's own folder.</summary>
public static class LocalWorld
{
    public static LocalOptions Options(string folder, IReadOnlyList<string>? allowed = null) => new()
    {
        Centre = new Uri("http://localhost:1/"),
        Token = _ => "token",
        DataDirectory = folder,
        StopGrace = TimeSpan.FromSeconds(1),
        AllowedExecutables = allowed ?? [],
    };

    /// <summary>Waits until a file is there and has something in it or is meant to be empty; the answer is its path.</summary>
    public static string WaitForFile(this string folder, string name)
    {
        var path = Path.Combine(folder, name);
        SpinWait.SpinUntil(() => File.Exists(path), TimeSpan.FromSeconds(20)).ShouldBeTrue($"{path} never came");
        return path;
    }

    /// <summary>Ends every job that a test left behind, and only those: they are found by the files in the test's folder. Their supervisors end by themselves.</summary>
    public static void KillAll(string folder)
    {
        SpinWait.SpinUntil(() =>
        {
            foreach (var job in Living(folder, "job"))
            {
                // Just after its start it does not lead its group yet.
                using var kill = Process.Start("sh", ["-c", $"kill -s KILL -- -{job.Pid} 2>/dev/null || kill -s KILL {job.Pid} 2>/dev/null"]);
                kill.WaitForExit();
            }
            return Living(folder, "pid").Count == 0;
        }, TimeSpan.FromSeconds(10)).ShouldBeTrue("a supervisor outlived its job");
    }

    private static List<ProcessIdentity> Living(string folder, string name) =>
        [.. Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).Select(f => LocalProcesses.Parse(File.ReadAllText(f))).OfType<ProcessIdentity>().Where(LocalProcesses.IsAlive)];
}

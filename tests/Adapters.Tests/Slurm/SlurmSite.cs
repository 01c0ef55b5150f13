using System.Diagnostics;
using System.Runtime.CompilerServices;
using ComputeNet.Adapters.Tests.Harness;

namespace ComputeNet.Adapters.Tests.Slurm;

/// <summary>A real Slurm of a version on this machine, brought up by <c>infra/slurm/site.sh</c> in a folder of its own.</summary>
public sealed class SlurmSite : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> env;

    private SlurmSite(string version)
    {
        Version = version;
        Run("up", Folder, version, "--owner", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        env = File.ReadLines(Path.Combine(Folder, "env")).Select(line => line.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);
    }

    public string Version { get; }

    public string Folder => folder.Path;

    public string Shared => Path.Combine(Folder, "jobs");

    public string User => env["SLURM_USER"];

    public string UserToken => env["SLURM_JWT"];

    public string OtherUser => env["SLURM_OTHER"];

    public string OtherToken => env["SLURM_OTHER_JWT"];

    public Uri Rest => new(env["SLURM_REST"]);

    public Uri Socket => new($"unix://{env["SLURM_SOCKET"]}");

    public static SlurmSite Start(string version) => new(version);

    /// <summary>The test is skipped, and says why, where this machine cannot have one (not root, not Debian, not installed).</summary>
    public static void RequireOrSkip(string version)
    {
        var no = Environment.IsPrivilegedProcess ? Call(Path.Combine(Scripts, "install.sh"), ["--check", version]) is { Code: not 0 } missing ? missing.Said.Trim() : null : "only root can start its daemons.";
        Assert.SkipUnless(no is null, $"No real Slurm {version} here: {no}");
    }

    /// <summary>A command of this Slurm, as its operator.</summary>
    public string Control(params string[] words) => Run(["run", Folder, .. words]).Trim();

    /// <summary>The command line that runs scontrol with an operator's rights.</summary>
    public IReadOnlyList<string> Scontrol => [Path.Combine(Scripts, "site.sh"), "run", Folder, "scontrol"];

    public void Kill(string daemon) => Run("kill", Folder, daemon);

    public void StartAgain(string daemon) => Run("start", Folder, daemon);

    public void Dispose()
    {
        Run("down", Folder);
        folder.Dispose();
    }

    private static string Scripts => Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../infra/slurm");

    private static string Run(params string[] words)
    {
        var (code, said) = Call(Path.Combine(Scripts, "site.sh"), words);
        return code == 0 ? said : throw new ShouldAssertException($"site.sh {string.Join(' ', words)}: {said}");
    }

    private static (int Code, string Said) Call(string program, string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit(Patience).ShouldBeTrue($"{program} {string.Join(' ', words)} does not end");
        return (process.ExitCode, said.Result + complained.Result);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

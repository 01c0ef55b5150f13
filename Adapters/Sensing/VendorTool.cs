using System.Diagnostics;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Sensing;

/// <summary>Runs a vendor's tool without a shell, with a limit on its time; drivers in trouble let their tools hang.</summary>
/// <param name="folders">Where to look, beside the places of <c>PATH</c>; tests put their own there.</param>
/// <param name="limit">How long one call may take.</param>
public sealed class VendorTool(IReadOnlyList<string> folders, TimeSpan limit)
{
    /// <summary>Where drivers put their tools although services do not have it in their <c>PATH</c>.</summary>
    public static readonly IReadOnlyList<string> DriverFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/bin", "/usr/local/Ascend/driver/tools"];

    /// <summary>The full name of the tool; null when this machine has none.</summary>
    public string? Find(string tool) => folders
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    /// <summary>What it printed, or why there is nothing: <c>tool-not-started</c>, <c>tool-timeout</c>, <c>tool-failed</c>.</summary>
    public async Task<(string Output, Refusal? Trouble)> RunAsync(string path, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = new Process
        {
            StartInfo = new(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C" } },
        };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return ("", Refusal.Because("tool-not-started", ("tool", path), ("reason", e.Message)));
        }
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(limit);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(clock.Token), process.StandardError.ReadToEndAsync(clock.Token));
            await process.WaitForExitAsync(clock.Token);
            var (said, complained) = (await output, await error);
            return process.ExitCode == 0 ? (said, null)
                : ("", Refusal.Because("tool-failed", ("tool", path), ("exitCode", process.ExitCode), ("said", FirstLine(complained.Length > 0 ? complained : said))));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ("", Refusal.Because("tool-timeout", ("tool", path), ("limitSeconds", limit.TotalSeconds)));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0) ?? "";
        return line.Length <= 200 ? line : line[..200];
    }
}

using System.Diagnostics;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>Runs <c>scontrol</c>, without a shell, in UTC and in English, with a limit on its time.</summary>
internal sealed class SlurmControl(IReadOnlyList<string> command)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public async Task<(string Said, bool IsDone)> RunAsync(IReadOnlyList<string> words, CancellationToken ct)
    {
        using var process = new Process
        {
            StartInfo = new(command[0], [.. command.Skip(1), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TZ"] = "UTC", ["LC_ALL"] = "C" } },
        };
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(Limit);
        try
        {
            process.Start();
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(clock.Token), process.StandardError.ReadToEndAsync(clock.Token));
            await process.WaitForExitAsync(clock.Token);
            return ($"{await said}{await complained}".Trim(), process.ExitCode == 0);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("scontrol-failed", ("program", command[0]), ("message", e.Message)), e);
        }
        finally
        {
            if (clock.IsCancellationRequested && !process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

using System.Diagnostics;
using ComputeNet.Adapters.Conformance.Running;

namespace ComputeNet.Adapters.Program;

/// <summary>Restarts the adapter by a shell command, or by asking the person who sits there.</summary>
internal sealed class CommandTester(string restart, TextWriter aside) : ITester
{
    private const string AskAPerson = "ask";

    public bool CanRestart => true;

    public async Task RestartAsync(CancellationToken ct)
    {
        if (restart == AskAPerson)
        {
            await aside.WriteLineAsync("Kill the adapter now (SIGKILL), start it again, and press Enter.");
            await Console.In.ReadLineAsync(ct);
            return;
        }
        // Its own output would mix with the matrix; what it starts in the background must not hold our pipes open.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"({restart}) >&2"]))!;
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new NotOfferedException($"The command to restart the adapter ended with {process.ExitCode}.");
    }
}

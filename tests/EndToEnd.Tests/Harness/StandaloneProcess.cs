using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>The standalone form as a user starts it: a process of its own, in a session of its own like a terminal's foreground job.</summary>
public sealed partial class StandaloneProcess : IAsyncDisposable
{
    /// <summary>A bound against hanging, not a measurement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri?> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StandaloneProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("setsid", [Repository.StandaloneProgram, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Heard(e.Data);
        process.ErrorDataReceived += (_, e) => Heard(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = EndAsync();
    }

    public int Id => process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Address => address.Task is { IsCompletedSuccessfully: true, Result: { } uri } ? uri : throw new InvalidOperationException("It is not up.");

    /// <summary>The passwords that it printed, by user; empty on every run but the first.</summary>
    public IReadOnlyDictionary<string, string> FirstPasswords =>
        lines.Select(line => FirstRunLine().Match(line)).Where(match => match.Success).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    public string Output => string.Join('\n', lines);

    /// <summary>Starts it on a free port and waits until it says where it is.</summary>
    public static async Task<StandaloneProcess> StartAsync(string dataFolder, params string[] options)
    {
        var started = Launch(["--data", dataFolder, "--port", "0", .. options]);
        await started.UpAsync();
        return started;
    }

    /// <summary>Starts it and does not wait for anything.</summary>
    public static StandaloneProcess Launch(params string[] arguments) => new(arguments);

    public async Task UpAsync()
    {
        if (await address.Task.WaitAsync(Patience) is null)
            throw new InvalidOperationException($"The standalone form ended with {process.ExitCode}:\n{Output}");
    }

    /// <summary>Starts it in the expectation that it refuses: waits for the end.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(params string[] arguments)
    {
        await using var started = new StandaloneProcess(arguments);
        return (await started.ExitAsync(), started.Output);
    }

    /// <summary>The terminal's Ctrl-C: an interrupt to the whole foreground group.</summary>
    public Task<int> InterruptAsync() => SignalAsync(-process.Id, Signal.Interrupt);

    /// <summary>Sudden death of this one process; what it started is left to find out.</summary>
    public Task<int> KillAsync() => SignalAsync(process.Id, Signal.Kill);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private async Task<int> SignalAsync(int target, int signal)
    {
        Signal.Send(target, signal);
        return await ExitAsync();
    }

    private async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    private void Heard(string? line)
    {
        const string words = "ComputeNet is at ";
        if (line is null)
            return;
        lines.Enqueue(line);
        if (line.StartsWith(words, StringComparison.Ordinal))
            address.TrySetResult(new Uri(line[words.Length..]));
    }

    private async Task EndAsync()
    {
        await process.WaitForExitAsync();
        address.TrySetResult(null);
    }

    [GeneratedRegex(@"^First run: user (\S+), password (\S+)$")]
    private static partial Regex FirstRunLine();
}

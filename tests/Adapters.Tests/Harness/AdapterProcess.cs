using System.Diagnostics;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>An adapter executable as a process of its own, to be killed without warning.</summary>
public sealed class AdapterProcess : IDisposable
{
    private readonly Process process;

    /// <summary>Serves with the token until it is stopped.</summary>
    public static AdapterProcess Run(string scheduler, Uri centre, string data, string token) => new(["run", "--scheduler", scheduler], new()
    {
        ["ComputeNet__Url"] = centre.AbsoluteUri,
        ["ComputeNet__Token"] = token,
        ["ComputeNet__Data"] = data,
    });

    public AdapterProcess(IEnumerable<string> args, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it said, for a failing test's message.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Waits until it has ended by itself and everything that it said is in <see cref="Said"/>.</summary>
    public async Task<int> EndAsync(TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    /// <summary>From <c>tests/Adapters.Tests/bin/Debug/net10.0</c> to <c>Adapters/Program/bin/Debug/net10.0</c>: the test run has built it there.</summary>
    private static string Executable
    {
        get
        {
            var output = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..];
            var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
            return Path.Combine([root, "Adapters", "Program", .. output, "computenet-adapter.dll"]);
        }
    }

    private void Write(string? line)
    {
        lock (process)
            Said += line is null ? "" : line + "\n";
    }
}

using System.Diagnostics;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>An adapter executable as a process of its own, to be killed without warning.</summary>
public sealed class AdapterProcess : IDisposable
{
    private readonly Process process;

    /// <param name="project">Its folder in <c>Adapters/</c>; the test run has built it beside this assembly's own output.</param>
    public AdapterProcess(string project, Uri centre, string data, string token)
    {
        var start = new ProcessStartInfo("dotnet") { ArgumentList = { AssemblyOf(project) }, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ComputeNet__Url"] = centre.AbsoluteUri;
        start.Environment["ComputeNet__Token"] = token;
        start.Environment["ComputeNet__Data"] = data;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it said, for a failing test's message.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Waits until it has ended by itself and everything that it said is in <see cref="Said"/>.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
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

    /// <summary>From <c>tests/Adapters.Tests/bin/Debug/net10.0</c> to <c>Adapters/Local/bin/Debug/net10.0</c>.</summary>
    private static string AssemblyOf(string project)
    {
        var output = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..];
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
        return Path.Combine([root, "Adapters", project, .. output, $"ComputeNet.Adapters.{project}.dll"]);
    }

    private void Write(string? line)
    {
        lock (process)
            Said += line is null ? "" : line + "\n";
    }
}

using System.Diagnostics;

namespace ComputeNet.Benchmarks.Running;

public static class Memory
{
    /// <summary>The most that this process has had resident since it began.</summary>
    public static double PeakMebibytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }
}

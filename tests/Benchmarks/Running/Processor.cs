using System.Diagnostics;

namespace ComputeNet.Benchmarks.Running;

/// <summary>Processor time of this process: steadier than the clock on a machine that others use too.</summary>
public static class Processor
{
    public static double Seconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>The answer, and the processor time that it took.</summary>
    public static (T Answer, double Seconds) SecondsOf<T>(Func<T> run)
    {
        var before = Seconds();
        return (run(), Seconds() - before);
    }
}

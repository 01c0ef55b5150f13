using System.Diagnostics;
using ComputeNet.Benchmarks.Hosting;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>MiB: the centre's resident memory, and what the agents' process has on its heap after a collection.</summary>
internal sealed record MemoryFigures(double CentrePeak, double CentreGrowth, double AgentsGrowth);

/// <summary>Looks once a second; growth counts from a minute after each start, when everything is compiled and loaded.</summary>
internal sealed class MemoryWatch
{
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private readonly StandaloneCentre centre;
    private readonly CancellationTokenSource ending = new();
    private readonly Task watching;
    private long centreStarted = Stopwatch.GetTimestamp();
    private double peak;
    private double? centreSettled;
    private double centreNow;
    private double? agentsSettled;

    public MemoryWatch(StandaloneCentre centre)
    {
        this.centre = centre;
        watching = WatchAsync(Stopwatch.GetTimestamp());
    }

    public void CentreStarted()
    {
        centreStarted = Stopwatch.GetTimestamp();
        centreSettled = null;
    }

    /// <summary>Growth is nothing where nothing had settled before the end.</summary>
    public MemoryFigures End()
    {
        ending.Cancel();
        watching.GetAwaiter().GetResult();
        ending.Dispose();
        return new(peak, centreNow - (centreSettled ?? centreNow), agentsSettled is { } before ? Heap() - before : 0);
    }

    private async Task WatchAsync(long began)
    {
        while (!ending.IsCancellationRequested)
        {
            if (centre.Id is var id and not 0)
            {
                centreNow = ProcessFigures.ResidentMebibytes(id);
                peak = Math.Max(peak, centreNow);
                if (centreSettled is null && Stopwatch.GetElapsedTime(centreStarted) > Settling)
                    centreSettled = centreNow;
            }
            if (agentsSettled is null && Stopwatch.GetElapsedTime(began) > Settling)
                agentsSettled = Heap();
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1)), Task.Delay(Timeout.Infinite, ending.Token));
        }
    }

    private static double Heap() => GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
}

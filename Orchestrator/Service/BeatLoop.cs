namespace ComputeNet.Service;

/// <summary>A loop of the host that looks once a beat of the wall clock. It never dies of one bad turn: that is logged, and the next one reads the ledger afresh.</summary>
/// <param name="what">What a turn does, for the log: "Looking for …".</param>
/// <param name="beat">Real time.</param>
/// <param name="wall">The clock that keeps the beat.</param>
/// <param name="log">Where bad turns are told.</param>
/// <param name="atOnce">The first turn comes with the start; else a beat later.</param>
public abstract partial class BeatLoop(string what, TimeSpan beat, TimeProvider wall, ILogger log, bool atOnce = false) : BackgroundService
{
    protected TimeProvider Wall => wall;

    protected ILogger Log => log;

    /// <summary>One turn. Any node may do it, and any number of times.</summary>
    public abstract Task LookAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(beat, wall);
        for (var now = atOnce; now || await timer.WaitForNextTickAsync(stoppingToken); now = false)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                TurnFailed(log, e, what);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{What} failed; trying again")]
    private static partial void TurnFailed(ILogger log, Exception e, string what);
}

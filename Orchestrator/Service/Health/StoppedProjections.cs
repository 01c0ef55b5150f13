using JasperFx;
using JasperFx.Events.Daemon;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace ComputeNet.Service.Health;

/// <summary>
/// Starts projections again that stopped for good. The daemon itself only restarts what it paused; one whose progress moved under it (a batch
/// that was stored although its answer was lost, then tried again) it stops for ever. Taken out here, the coordinator starts it anew from the
/// progress that the database has, so nothing is left out or done twice.
/// </summary>
public sealed partial class StoppedProjections(IProjectionCoordinator coordinator, ILogger<StoppedProjections> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Beat, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                foreach (var daemon in await coordinator.AllDaemonsAsync())
                    Clear(daemon);
            }
            catch (ObjectDisposedException) when (stoppingToken.IsCancellationRequested)
            {
                // The store goes first when the process ends.
            }
        }
    }

    private void Clear(IProjectionDaemon daemon)
    {
        foreach (var stopped in daemon.CurrentAgents().Where(agent => agent.Status == AgentStatus.Stopped))
        {
            Restarting(stopped.Name.Identity);
            daemon.EjectPausedShard(stopped.Name.Identity);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The projection {Projection} had stopped; it starts again from its stored progress")]
    private partial void Restarting(string projection);
}

using Medallion.Threading.Postgres;

namespace ComputeNet.Service.Plans;

/// <summary>
/// Runs planning rounds on change and on a beat, in one process of all at a time: the leader holds an advisory lock of PostgreSQL, which
/// falls free when it dies. The rounds hold no state that matters, so whoever leads next just goes on.
/// </summary>
public sealed class RoundLoop(PlanningRound round, RoundTrigger trigger, OrchestratorOptions options, ILogger<RoundLoop> log) : BackgroundService
{
    private const long LockKey = 0x434E_524F_554E_44; // "CNROUND"

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LeadAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A host loop never dies of one bad turn: whatever it was, the next turn reads the ledger afresh.
                Log.RoundFailed(log, e);
                await Task.Delay(options.RoundBeat, options.WallClock, stoppingToken);
            }
        }
    }

    private async Task LeadAsync(CancellationToken ct)
    {
        var leadership = new PostgresDistributedLock(new PostgresAdvisoryLockKey(LockKey), options.ConnectionString);
        await using var held = await leadership.AcquireAsync(cancellationToken: ct);
        Log.Leads(log);
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(ct, held.HandleLostToken);
        while (true)
        {
            var began = options.WallClock.GetTimestamp();
            await round.RunAsync(leading.Token);
            // A pause as long as the round took leaves half of the machine to those who ask and answer.
            var took = options.WallClock.GetElapsedTime(began);
            await Task.Delay(took > options.RoundPause ? took : options.RoundPause, options.WallClock, leading.Token);
            await trigger.WaitAsync(options.RoundBeat, leading.Token);
        }
    }
}

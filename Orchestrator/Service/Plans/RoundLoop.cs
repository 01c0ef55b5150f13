namespace ComputeNet.Service.Plans;

/// <summary>
/// Runs planning rounds on change and on a beat, in one process of all at a time: the leader holds an advisory lock of PostgreSQL, which
/// falls free when it dies. The rounds hold no state that matters, so whoever leads next just goes on.
/// </summary>
public sealed class RoundLoop(PlanningRound round, RoundTrigger trigger, OrchestratorOptions options, ILogger<RoundLoop> log) : BackgroundService
{
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
        await using var leadership = await RoundLeadership.TakeAsync(options, ct);
        Log.Leads(log);
        while (true)
        {
            var began = options.WallClock.GetTimestamp();
            await leadership.ConfirmAsync(ct);
            if (await round.RunAsync(ct))
                trigger.Request();
            var took = options.WallClock.GetElapsedTime(began);
            await Task.Delay(PauseAfter(took), options.WallClock, ct);
            await trigger.WaitAsync(options.RoundBeat, RestAfter(took), ct);
        }
    }

    /// <summary>Rounds that nobody waits for take a tenth of the time at most.</summary>
    private TimeSpan RestAfter(TimeSpan round) => round * 9 < options.RoundBeat ? round * 9 : options.RoundBeat;

    /// <summary>As long as the round took, so that those who ask and answer get their share of the machine, within the options' bounds.</summary>
    private TimeSpan PauseAfter(TimeSpan round) =>
        round < options.RoundPause ? options.RoundPause : round < options.LongestRoundPause ? round : options.LongestRoundPause;
}

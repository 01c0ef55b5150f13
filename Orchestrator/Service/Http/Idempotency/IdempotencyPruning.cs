namespace ComputeNet.Service.Http.Idempotency;

/// <summary>Forgets idempotency keys that are older than a day, once an hour.</summary>
public sealed partial class IdempotencyPruning(IdempotencyKeys keys, ILogger<IdempotencyPruning> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromHours(1));
        while (await beat.WaitForNextTickAsync(ct))
        {
            try
            {
                Pruned(await keys.PruneAsync(ct));
            }
            catch (Npgsql.NpgsqlException e)
            {
                Failed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Forgot {Count} idempotency keys.")]
    private partial void Pruned(int count);

    [LoggerMessage(LogLevel.Warning, "Could not forget old idempotency keys; the next hour tries again.")]
    private partial void Failed(Exception exception);
}

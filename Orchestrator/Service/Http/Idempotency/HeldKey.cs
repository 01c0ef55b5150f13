using Npgsql;

namespace ComputeNet.Service.Http.Idempotency;

/// <summary>The exclusive right to run the command of one key; given back on dispose, or by PostgreSQL when this process dies.</summary>
public sealed class HeldKey(NpgsqlConnection connection, string actor, string key) : IAsyncDisposable
{
    public Task<StoredCommand?> FindAsync(CancellationToken ct) => IdempotencyKeys.FindAsync(connection, actor, key, ct);

    public Task ReserveAsync(StoredCommand command, CancellationToken ct) => RunAsync(IdempotencyKeys.Reserve(connection, actor, key, command), ct);

    // The command has run: its outcome is kept even when the caller has hung up meanwhile.
    public Task CompleteAsync(StoredReply reply) => RunAsync(IdempotencyKeys.Complete(connection, actor, key, reply), CancellationToken.None);

    /// <summary>The command was refused, so nothing happened and the key is as good as new.</summary>
    public Task ForgetAsync() => RunAsync(IdempotencyKeys.Forget(connection, actor, key), CancellationToken.None);

    /// <summary>Gives the lock back by name: a pooled connection is only reset when it is next used.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (connection)
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
                await RunAsync(IdempotencyKeys.Unlock(connection, actor, key), CancellationToken.None);
        }
    }

    private static async Task RunAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using (command)
            await command.ExecuteNonQueryAsync(ct);
    }
}

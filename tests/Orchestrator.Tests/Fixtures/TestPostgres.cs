using ComputeNet.Standalone.Postgres;

[assembly: AssemblyFixture(typeof(ComputeNet.Orchestrator.Tests.Fixtures.TestPostgres))]

namespace ComputeNet.Orchestrator.Tests.Fixtures;

/// <summary>One throw-away PostgreSQL for the whole run, and a new database for whoever asks.</summary>
public sealed class TestPostgres : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cn-pg-").FullName;
    private EmbeddedPostgres? _server;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var npmCache = Path.Combine(Path.GetTempPath(), "computenet-npm");
        _server = await EmbeddedPostgres.StartAsync(Path.Combine(_folder, "pg"), npmCache, durable: false, CancellationToken.None);
    }

    public Task<string> NewDatabaseAsync() => _server!.OpenDatabaseAsync($"test{Interlocked.Increment(ref _databases)}", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

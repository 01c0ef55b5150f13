using ComputeNet.Standalone.Postgres;
using Npgsql;

namespace ComputeNet.Benchmarks.Hosting;

/// <summary>A PostgreSQL of its own with one database, as durable as the product's; gone with its folder when it is disposed.</summary>
internal sealed class ThrowAwayPostgres : IAsyncDisposable
{
    private readonly string folder;
    private readonly EmbeddedPostgres server;

    private ThrowAwayPostgres(string folder, EmbeddedPostgres server, string connectionString) => (this.folder, this.server, ConnectionString) = (folder, server, connectionString);

    public string ConnectionString { get; }

    /// <summary>The cluster's folder, in which the server names its process.</summary>
    public string Cluster => Path.Combine(folder, "data");

    public static async Task<ThrowAwayPostgres> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"cn-{Guid.NewGuid():N}"[..11]);
        var server = await EmbeddedPostgres.StartAsync(folder, Path.Combine(Path.GetTempPath(), "computenet-npm"), durable: true, CancellationToken.None);
        return new(folder, server, await server.OpenDatabaseAsync("computenet", CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

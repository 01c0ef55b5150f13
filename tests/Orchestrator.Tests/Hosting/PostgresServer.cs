using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Standalone.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace ComputeNet.Orchestrator.Tests.Hosting;

/// <summary>One throw-away PostgreSQL for the whole run, without fsync; every test class gets a database of its own from a template.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Template = "template";

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"cn-{Guid.NewGuid():N}"[..11]);
    private readonly SemaphoreSlim one = new(1);
    private EmbeddedPostgres server = null!;
    private bool hasTemplate;
    private int databases;

    public async ValueTask InitializeAsync() =>
        server = await EmbeddedPostgres.StartAsync(folder, Path.Combine(Path.GetTempPath(), "computenet-npm"), durable: false, CancellationToken.None);

    /// <summary>The connection string of a new database that has the whole schema already.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await one.WaitAsync();
        try
        {
            var name = $"test{++databases}";
            if (!hasTemplate)
                await MakeTemplateAsync();
            hasTemplate = true;
            await Sql.ExecuteAsync(Unpooled(await OpenAsync("postgres")), $"create database {name} template {Template}");
            return await OpenAsync(name);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The connection string of a new database with nothing in it.</summary>
    public Task<string> EmptyDatabaseAsync() => OpenAsync($"empty{Interlocked.Increment(ref databases)}");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task MakeTemplateAsync()
    {
        var connection = await OpenAsync(Template);
        using var store = Marten.DocumentStore.For(options => Service.Ledger.Configure(options, connection));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        NpgsqlConnection.ClearAllPools();
    }

    private async Task<string> OpenAsync(string name) =>
        new NpgsqlConnectionStringBuilder(await server.OpenDatabaseAsync(name, CancellationToken.None)) { MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;

    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
}

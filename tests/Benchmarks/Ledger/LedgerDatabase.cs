using ComputeNet.Benchmarks.Hosting;
using JasperFx.Events.Daemon;
using Marten;
using Npgsql;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>A PostgreSQL of its own, as durable as the product's, with the Service's ledger in it and plain copies of its tables beside.</summary>
public sealed class LedgerDatabase : IDisposable
{
    public const string Plain = "plain";

    /// <summary>The tables that a workload's events are kept in.</summary>
    public static readonly string[] Tables = ["mt_streams", "mt_events", "mt_doc_workload"];

    private readonly ThrowAwayPostgres server = ThrowAwayPostgres.StartAsync().GetAwaiter().GetResult();

    public LedgerDatabase()
    {
        Store = DocumentStore.For(options =>
        {
            Service.Ledger.Configure(options, server.ConnectionString);
            options.Projections.AsyncMode = DaemonMode.Solo;
        });
        Store.Storage.ApplyAllConfiguredChangesToDatabaseAsync().GetAwaiter().GetResult();
        Connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false, MaxAutoPrepare = 50, AutoPrepareMinUsages = 1 }.ConnectionString);
        Connection.Open();
        Execute($"create schema {Plain}");
        foreach (var table in Tables.Append("mt_doc_auditrow"))
            Execute($"create table {Plain}.{table} (like {Service.Ledger.Schema}.{table} including all)");
    }

    public DocumentStore Store { get; }

    /// <summary>For plain SQL, beside the store's own.</summary>
    public NpgsqlConnection Connection { get; }

    public void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, Connection);
        command.ExecuteNonQuery();
    }

    public long Count(string sql)
    {
        using var command = new NpgsqlCommand(sql, Connection);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Connection.Dispose();
        Store.Dispose();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}

using Npgsql;
using NpgsqlTypes;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>
/// What PostgreSQL itself asks for one event a transaction: read the workload's row, insert the event's, insert or update the stream's and the workload's,
/// commit. One statement each, prepared, with the values that the ledger wrote.
/// </summary>
public sealed class PlainCommands
{
    private readonly LedgerDatabase database;
    private readonly List<(string Stream, string[] Event, string Workload)> steps = [];

    public PlainCommands(LedgerDatabase database, int first, int lives)
    {
        this.database = database;
        using var command = new NpgsqlCommand(
            $"""
            select e.stream_id, e.seq_id, e.id, e.version, e.data, e.type, e.mt_dotnet_type, w.data
            from {Service.Ledger.Schema}.mt_events e join {Service.Ledger.Schema}.mt_doc_workload w on w.id = e.stream_id
            where e.stream_id between $1 and $2 order by e.seq_id
            """,
            database.Connection)
        {
            AllResultTypesAreUnknown = true,
            Parameters = { new() { Value = WorkloadLife.Stream(first) }, new() { Value = WorkloadLife.Stream(first + lives - 1) } },
        };
        using var reader = command.ExecuteReader();
        while (reader.Read())
            steps.Add((reader.GetString(0), [.. Enumerable.Range(1, 6).Select(reader.GetString)], reader.GetString(7)));
    }

    public void Run()
    {
        foreach (var (stream, happened, workload) in steps)
        {
            using var transaction = database.Connection.BeginTransaction();
            using (var read = Command($"select data from {LedgerDatabase.Plain}.mt_doc_workload where id = $1", stream))
                read.ExecuteScalar();
            using var batch = new NpgsqlBatch(database.Connection, transaction);
            Add(batch, $"insert into {LedgerDatabase.Plain}.mt_streams (id, version) values ($1, $2) on conflict (id) do update set version = excluded.version, timestamp = now()", stream, happened[2]);
            Add(batch, $"insert into {LedgerDatabase.Plain}.mt_events (stream_id, seq_id, id, version, data, type, mt_dotnet_type) values ($1, $2, $3, $4, $5, $6, $7)", [stream, .. happened]);
            Add(batch, $"insert into {LedgerDatabase.Plain}.mt_doc_workload (id, data) values ($1, $2) on conflict (id) do update set data = excluded.data, mt_last_modified = now()", stream, workload);
            batch.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    public void Clear()
    {
        foreach (var table in LedgerDatabase.Tables)
            database.Execute($"truncate {LedgerDatabase.Plain}.{table}");
    }

    private NpgsqlCommand Command(string sql, string value) => new(sql, database.Connection) { Parameters = { new() { Value = value } } };

    private static void Add(NpgsqlBatch batch, string sql, params string[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Unknown });
        batch.BatchCommands.Add(command);
    }
}

using Npgsql;
using NpgsqlTypes;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>
/// The very rows that the ledger wrote for some workloads, read back as text and written again to copies of the tables without the ledger: by COPY, or by one INSERT
/// per row. Nothing is made, only stored, so this is what PostgreSQL itself asks for them.
/// </summary>
public sealed class PlainRows
{
    private readonly LedgerDatabase database;
    private readonly List<(string Table, List<string?[]> Rows)> tables = [];

    public PlainRows(LedgerDatabase database, int first, int count)
    {
        this.database = database;
        foreach (var table in LedgerDatabase.Tables)
        {
            var (key, order) = table == "mt_events" ? ("stream_id", "seq_id") : ("id", "id");
            using var command = new NpgsqlCommand($"select * from {Service.Ledger.Schema}.{table} where {key} between $1 and $2 order by {order}", database.Connection)
            {
                AllResultTypesAreUnknown = true,
                Parameters = { new() { Value = WorkloadLife.Stream(first) }, new() { Value = WorkloadLife.Stream(first + count - 1) } },
            };
            using var reader = command.ExecuteReader();
            var rows = new List<string?[]>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(c => reader.IsDBNull(c) ? null : reader.GetString(c))]);
            tables.Add((table, rows));
        }
    }

    public int Rows => tables.Sum(t => t.Rows.Count);

    public void Copy()
    {
        using var transaction = database.Connection.BeginTransaction();
        foreach (var (table, rows) in tables)
        {
            using var copy = database.Connection.BeginTextImport($"copy {LedgerDatabase.Plain}.{table} from stdin");
            foreach (var row in rows)
                copy.Write(string.Join('\t', row.Select(v => v is null ? "\\N" : Escaped(v))) + "\n");
        }
        transaction.Commit();
    }

    public void Insert()
    {
        using var transaction = database.Connection.BeginTransaction();
        foreach (var (table, rows) in tables)
        {
            using var batch = new NpgsqlBatch(database.Connection, transaction);
            foreach (var row in rows)
            {
                var command = new NpgsqlBatchCommand($"insert into {LedgerDatabase.Plain}.{table} values ({string.Join(", ", row.Select((_, c) => $"${c + 1}"))})");
                foreach (var value in row)
                    command.Parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown });
                batch.BatchCommands.Add(command);
            }
            batch.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    /// <summary>Takes them out again, so that the next writer finds the tables as this one did.</summary>
    public void Clear()
    {
        foreach (var (table, _) in tables)
            database.Execute($"truncate {LedgerDatabase.Plain}.{table}");
    }

    private static string Escaped(string value) => value.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r");
}

using System.Text.Json;
using Npgsql;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>One event of the ledger as its row has it, read with plain SQL: no type of the product is involved.</summary>
internal sealed record LedgerRecord(long Sequence, string Stream, long Version, string Type, JsonElement Data)
{
    public string Text(string name) => Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static async Task<IReadOnlyList<LedgerRecord>> ReadAsync(string connectionString, params string[] types)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select seq_id, stream_id, version, type, data::text from computenet.mt_events where type = any($1) order by seq_id");
        command.Parameters.Add(new() { Value = types });
        await using var rows = await command.ExecuteReaderAsync();
        var read = new List<LedgerRecord>();
        while (await rows.ReadAsync())
            read.Add(new(rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2), rows.GetString(3), JsonDocument.Parse(rows.GetString(4)).RootElement));
        return read;
    }
}

using System.Text;
using Npgsql;

namespace ComputeNet.Orchestrator.Tests.Hosting;

/// <summary>Every row of every table as text: what is not in here is not in the database.</summary>
public static class DatabaseText
{
    public static async Task<string> OfAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var text = new StringBuilder();
        foreach (var table in await ColumnAsync(connection, "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'computenet'"))
            text.AppendJoin('\n', await ColumnAsync(connection, $"select t::text from {table} t"));
        return text.ToString();
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await rows.ReadAsync())
            values.Add(rows.GetString(0));
        return values;
    }
}

using Npgsql;

namespace ComputeNet.Orchestrator.Tests.Hosting;

/// <summary>Plain SQL beside the store: for what the product itself would never do or say.</summary>
public static class Sql
{
    /// <returns>The first column of the first row, if there is one.</returns>
    public static Task<object?> ScalarAsync(string connectionString, string sql, params object[] values) =>
        RunAsync(connectionString, sql, values, command => command.ExecuteScalarAsync());

    /// <returns>How many rows it touched.</returns>
    public static Task<int> ExecuteAsync(string connectionString, string sql, params object[] values) =>
        RunAsync(connectionString, sql, values, command => command.ExecuteNonQueryAsync());

    private static async Task<T> RunAsync<T>(string connectionString, string sql, object[] values, Func<NpgsqlCommand, Task<T>> run)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return await run(command);
    }
}

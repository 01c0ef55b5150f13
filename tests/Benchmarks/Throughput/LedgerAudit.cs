using ComputeNet.Benchmarks.Running;
using Npgsql;

namespace ComputeNet.Benchmarks.Throughput;

/// <summary>Reads the ledger's rows with SQL alone and says whether every workload is on record as submitted and placed, once, within capacity.</summary>
internal static class LedgerAudit
{
    /// <exception cref="CheckerRefusedException">A workload is missing or placed twice, or a pool holds more than it declared.</exception>
    public static async Task CheckAsync(string connectionString, int workloads)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExpectAsync(source, "select count(distinct stream_id) from computenet.mt_events where type = 'workload_submitted'", workloads, "workloads on record as submitted");
        await ExpectAsync(source, "select count(*) from computenet.mt_events where type = 'workload_placed'", workloads, "events that place a workload");
        await ExpectAsync(source, "select count(distinct stream_id) from computenet.mt_events where type = 'workload_placed'", workloads, "workloads on record as placed");
        await ExpectAsync(source, "select count(distinct data ->> 'Workload') from computenet.mt_events where type = 'lease_granted'", workloads, "workloads with a lease");
        const string Overfull = """
            select count(*) from (
                select stream_id,
                    sum((data ->> 'Devices')::bigint) filter (where type = 'lease_granted') as held,
                    max((data -> 'Pool' ->> 'Devices')::bigint) filter (where type = 'pool_declared') as declared
                from computenet.mt_events where type in ('lease_granted', 'pool_declared') group by stream_id) pool
            where held > declared
            """;
        await ExpectAsync(source, Overfull, 0, "pools that hold more than they declared");
    }

    private static async Task ExpectAsync(NpgsqlDataSource source, string sql, long expected, string what)
    {
        await using var command = source.CreateCommand(sql);
        var found = (long)(await command.ExecuteScalarAsync())!;
        if (found != expected)
            throw new CheckerRefusedException($"{found} {what} instead of {expected}");
    }
}

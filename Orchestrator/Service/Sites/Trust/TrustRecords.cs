using ComputeNet.Contracts.Vocabulary;
using Marten;
using Npgsql;

namespace ComputeNet.Service.Sites.Trust;

/// <summary>Counts the promises of the window in the database: sites have many more of them than a process wants to read.</summary>
public static class TrustRecords
{
    private const string Table = $"{Ledger.Schema}.mt_doc_promiserow";

    /// <summary>A promise that is due and still open is as late as it is by now: a site that starts nothing must not look punctual.</summary>
    private const string Question = $"""
        select site, floor(extract(epoch from $1 - promised_at) / 86400)::int as age, fate::text, floor(delay / 60)::int as late, count(*)::int, coalesce(sum(delay), 0)::float8, twice, coalesce(sum(double_runs), 0)::int
        from (
            select site, promised_at, fate, coalesce(double_runs, 0) as double_runs, coalesce(double_runs, 0) > 0 as twice,
                   coalesce(start_delay_seconds, case when released_as is null and due_at < $1 then extract(epoch from $1 - due_at) end) as delay
            from {Table} where promised_at > $2 and ($3 = '' or site = $3)) as promise
        where site <> ''
        group by site, age, fate, late, twice
        """;

    /// <summary>By site; <paramref name="only"/> one of them, if that is asked.</summary>
    public static async Task<IReadOnlyDictionary<SiteId, IReadOnlyList<PromiseCount>>> ReadAsync(IDocumentStore store, DateTimeOffset now, SiteId? only, CancellationToken ct)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Question, connection)
        {
            Parameters = { new() { Value = now.ToUniversalTime() }, new() { Value = now.ToUniversalTime().AddDays(-TrustLaw.WindowDays) }, new() { Value = only?.Value ?? "" } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var records = new Dictionary<SiteId, IReadOnlyList<PromiseCount>>();
        while (await reader.ReadAsync(ct))
        {
            var site = new SiteId(reader.GetString(0));
            var rows = (List<PromiseCount>)(records.GetValueOrDefault(site) ?? (records[site] = new List<PromiseCount>()));
            rows.Add(new PromiseCount(
                Math.Max(0, reader.GetInt32(1)), Enum.Parse<PromiseFate>(reader.GetString(2), ignoreCase: true), await reader.IsDBNullAsync(3, ct) ? null : Math.Max(0, reader.GetInt32(3)),
                reader.GetInt32(4), reader.GetDouble(5), reader.GetBoolean(6), reader.GetInt32(7)));
        }
        return records;
    }
}

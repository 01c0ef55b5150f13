using ComputeNet.Contracts.Vocabulary;
using Marten;
using Npgsql;

namespace ComputeNet.Service.Sites.Silence;

/// <summary>
/// Lets the nodes tell each other whom they heard: a site speaks to one of them, and the others must not take that for silence. One statement each way and beat,
/// however many sites there are. A node that cannot tell cannot evict either: both go to the same database.
/// </summary>
public sealed class SharedPresence(IDocumentStore store, SitePresence presence)
{
    private const string Table = $"{Ledger.Schema}.{SilenceTables.Heard}";

    private const string Tell = $"""
        insert into {Table} as known (site, heard_at, ledger_time) select * from unnest($1, $2, $3)
        on conflict (site) do update set heard_at = excluded.heard_at, ledger_time = excluded.ledger_time where known.heard_at < excluded.heard_at
        """;

    /// <summary>Tells whom this process heard, and hears whom the others did.</summary>
    public async Task ExchangeAsync(CancellationToken ct)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(ct);
        // In one order, so that two nodes which tell the same sites do not wait for each other.
        var untold = presence.TakeUntold().OrderBy(u => u.Site.Value, StringComparer.Ordinal).ToList();
        try
        {
            if (untold.Count > 0)
                await TellAsync(connection, untold, ct);
        }
        catch
        {
            foreach (var (site, heard) in untold)
                presence.SpokeUnlessNewer(site, heard);
            throw;
        }
        await HearAsync(connection, null, ct);
    }

    /// <summary>What all nodes know of one site by now, before something is decided by its silence.</summary>
    public async Task HearAsync(SiteId site, CancellationToken ct)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(ct);
        await HearAsync(connection, site, ct);
    }

    private static async Task TellAsync(NpgsqlConnection connection, IReadOnlyList<(SiteId Site, Heard Heard)> untold, CancellationToken ct)
    {
        await using var tell = new NpgsqlCommand(Tell, connection)
        {
            Parameters =
            {
                new() { Value = untold.Select(u => u.Site.Value).ToArray() },
                new() { Value = untold.Select(u => u.Heard.WallTime.ToUniversalTime()).ToArray() },
                new() { Value = untold.Select(u => u.Heard.LedgerTime.ToUniversalTime()).ToArray() },
            },
        };
        await tell.ExecuteNonQueryAsync(ct);
    }

    private async Task HearAsync(NpgsqlConnection connection, SiteId? only, CancellationToken ct)
    {
        await using var question = new NpgsqlCommand($"select site, heard_at, ledger_time from {Table} where $1 = '' or site = $1", connection) { Parameters = { new() { Value = only?.Value ?? "" } } };
        await using var reader = await question.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            presence.WasHeard(new SiteId(reader.GetString(0)), new Heard(await reader.GetFieldValueAsync<DateTimeOffset>(1, ct), await reader.GetFieldValueAsync<DateTimeOffset>(2, ct)));
    }
}

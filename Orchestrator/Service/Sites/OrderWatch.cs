using ComputeNet.Contracts.Vocabulary;
using Marten;
using Npgsql;

namespace ComputeNet.Service.Sites;

/// <summary>
/// Wakes the questions for orders that wait in this process when another node has changed a pool of their site, or wants a log of it: one statement each beat for all
/// sites. Before, each waiting question read its own orders again every quarter of a minute, which of thousands of sites was most of what the database did.
/// </summary>
public sealed class OrderWatch(IDocumentStore store, SiteSignals signals, OrchestratorOptions options, ILogger<OrderWatch> log)
    : BeatLoop("Looking for changed orders", options.SilenceBeat, options.WallClock, log)
{
    /// <summary>
    /// Rows are dated by the beginning of their transaction and seen after its end, so each is looked at for a minute. What took longer is seen by the site's next question,
    /// which waits no longer than that either.
    /// </summary>
    private const string Question = $"""
        select id, data ->> 'Site', mt_last_modified from {Ledger.Schema}.mt_doc_pool where mt_last_modified > transaction_timestamp() - interval '1 minute'
        union all
        select id, data ->> 'Site', mt_last_modified from {Ledger.Schema}.mt_doc_logwish where mt_last_modified > transaction_timestamp() - interval '1 minute'
        """;

    private Dictionary<string, DateTime> known = [];

    /// <summary>Wakes the sites of which a row is newer than at the last look.</summary>
    public override async Task LookAsync(CancellationToken ct)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var question = new NpgsqlCommand(Question, connection);
        await using var reader = await question.ExecuteReaderAsync(ct);
        var seen = new Dictionary<string, DateTime>();
        var changed = new HashSet<SiteId>();
        while (await reader.ReadAsync(ct))
        {
            var (row, at) = (reader.GetString(0), reader.GetDateTime(2));
            seen[row] = at;
            if (!known.TryGetValue(row, out var before) || before != at)
                changed.Add(new SiteId(reader.GetString(1)));
        }
        known = seen;
        foreach (var site in changed)
            signals.Wake(site);
    }
}

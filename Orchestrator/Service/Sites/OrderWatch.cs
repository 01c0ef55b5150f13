using ComputeNet.Contracts.Vocabulary;
using Marten;
using Npgsql;

namespace ComputeNet.Service.Sites;

/// <summary>
/// Wakes the questions for orders that wait in this process when another node has changed a pool of their site, or wants a log of it: one statement each beat for all
/// sites. Before, each waiting question read its own orders again every quarter of a minute, which of thousands of sites was most of what the database did.
/// </summary>
public sealed class OrderWatch(IDocumentStore store, SiteSignals signals, OrchestratorOptions options, ILogger<OrderWatch> log) : BackgroundService
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(options.SilenceBeat, options.WallClock);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // A host loop never dies of one bad turn; the next one sees the same rows.
                OrderWatchLog.LookFailed(log, e);
            }
        }
    }

    /// <summary>Wakes the sites of which a row is newer than at the last look.</summary>
    public async Task LookAsync(CancellationToken ct)
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

internal static partial class OrderWatchLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for changed orders failed; trying again")]
    public static partial void LookFailed(ILogger log, Exception e);
}

using Marten;
using Npgsql;

namespace ComputeNet.Service.Sites.Silence;

/// <summary>
/// How many attempts may be evicted within a minute, over all sites and all nodes: when half the network falls silent at once it is more likely our own line, and
/// a network that moves all its work at once has no place to put it. What is taken and not used is lost: a crash in between makes the churn less, never more.
/// </summary>
public sealed class EvictionBudget(IDocumentStore store, OrchestratorOptions options)
{
    private const string Table = $"{Ledger.Schema}.{SilenceTables.Churn}";

    private const string Question = $"""
        insert into {Table} as budget (id, minute_from, spent, granted) values ('sites', $1, least($2, $3), least($2, $3))
        on conflict (id) do update set
            granted = case when budget.minute_from + interval '1 minute' <= $1 then least($2, $3) else greatest(0, least($2, $3 - budget.spent)) end,
            spent = case when budget.minute_from + interval '1 minute' <= $1 then least($2, $3) else budget.spent + greatest(0, least($2, $3 - budget.spent)) end,
            minute_from = case when budget.minute_from + interval '1 minute' <= $1 then $1 else budget.minute_from end
        returning granted
        """;

    /// <summary>So many of the <paramref name="wanted"/> may go now.</summary>
    public async Task<int> TakeAsync(int wanted, CancellationToken ct)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Question, connection)
        {
            Parameters = { new() { Value = options.WallClock.GetUtcNow().ToUniversalTime() }, new() { Value = wanted }, new() { Value = options.MostEvictionsPerMinute } },
        };
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}

using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace ComputeNet.Service.Sites.Silence;

/// <summary>What all nodes share about silence, and nobody audits: when each site was last heard by any of them, and what may be evicted this minute.</summary>
public static class SilenceTables
{
    public const string Heard = "site_heard";
    public const string Churn = "eviction_budget";

    /// <summary>One row per site; <c>heard_at</c> is real time, <c>ledger_time</c> what screens show.</summary>
    public static Table HeardIn(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, Heard, SchemaUtils.IdentifierUsage.General));
        table.AddColumn("site", "text").AsPrimaryKey();
        table.AddColumn("heard_at", "timestamptz").NotNull();
        table.AddColumn("ledger_time", "timestamptz").NotNull();
        return table;
    }

    /// <summary>One row; <c>granted</c> is what the last request got, so that one statement both takes and tells.</summary>
    public static Table ChurnIn(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, Churn, SchemaUtils.IdentifierUsage.General));
        table.AddColumn("id", "text").AsPrimaryKey();
        table.AddColumn("minute_from", "timestamptz").NotNull();
        table.AddColumn("spent", "integer").NotNull();
        table.AddColumn("granted", "integer").NotNull();
        return table;
    }
}

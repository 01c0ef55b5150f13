using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace ComputeNet.Service.Http.Idempotency;

/// <summary>
/// One row per idempotency key of one user. It is written before the command runs, with the request id that the command makes its ids
/// of, and completed with the reply; a row without a reply is a command that broke off.
/// </summary>
public static class IdempotencyTable
{
    public const string Name = "idempotency_keys";

    public static Table In(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, Name, SchemaUtils.IdentifierUsage.General));
        table.AddColumn("actor", "text").AsPrimaryKey();
        table.AddColumn("key", "text").AsPrimaryKey();
        table.AddColumn("fingerprint", "bytea").NotNull();
        table.AddColumn("request_id", "uuid").NotNull();
        table.AddColumn("reserved_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        table.AddColumn("status", "integer");
        table.AddColumn("content_type", "text");
        table.AddColumn("etag", "text");
        table.AddColumn("location", "text");
        table.AddColumn("body", "bytea");
        return table;
    }
}

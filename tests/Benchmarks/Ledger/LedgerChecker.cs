using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>Judges the ledger by plain SQL on its tables: every event is there once, in order, and every view says what the events say.</summary>
public static class LedgerChecker
{
    private const string Schema = Service.Ledger.Schema;

    /// <summary>So many whole lives are on record and nothing else.</summary>
    public static void Accept(LedgerDatabase database, int lives)
    {
        Demand(database, "events", $"select count(*) from {Schema}.mt_events", (long)lives * WorkloadLife.Events);
        Demand(database, "streams that have not all their events", $"select count(*) from {Schema}.mt_streams where version <> {WorkloadLife.Events}", 0);
        Demand(database, "versions out of order", $"select count(*) from (select version, row_number() over (partition by stream_id order by seq_id) as turn from {Schema}.mt_events) e where version <> turn", 0);
        Demand(database, "finished workloads", $"select count(*) from {Schema}.mt_doc_workload where data ->> 'Phase' ilike 'finished' and (data ->> 'Revision')::int = {WorkloadLife.Events}", lives);
    }

    /// <summary>Every event has its line in the audit, with its own name and time.</summary>
    public static void AcceptAudit(LedgerDatabase database)
    {
        var events = database.Count($"select count(*) from {Schema}.mt_events");
        Demand(database, "audit lines", $"select count(*) from {Schema}.mt_doc_auditrow", events);
        Demand(
            database, "audit lines that say what happened",
            $"select count(*) from {Schema}.mt_events e join {Schema}.mt_doc_auditrow a on a.id = lpad(e.seq_id::text, 19, '0') where a.data ->> 'Action' = e.type and (a.data ->> 'At')::timestamptz = (e.data ->> 'At')::timestamptz", events);
    }

    private static void Demand(LedgerDatabase database, string what, string sql, long expected)
    {
        var found = database.Count(sql);
        if (found != expected)
            throw new CheckerRefusedException($"{found} {what}, {expected} were expected");
    }
}

using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.Ledger;

/// <summary>The Service's ledger on a real, durable PostgreSQL that is started for it: append, project, rebuild, read.</summary>
public sealed class LedgerFamily : IFamily
{
    public string Name => "ledger";
    public string Purpose => "appends, projects, rebuilds and reads the ledger on a PostgreSQL of its own, beside the same rows written without it";
    public IReadOnlyList<string> Needs => [];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        using var database = new LedgerDatabase();
        var appends = new AppendCases(database, options.Repeats);
        foreach (var result in appends.Bulk().Concat(appends.Single()))
            yield return result;
        foreach (var result in ReadCases.Run(database, appends.Lives))
            yield return result;
        var projections = new ProjectionCases(database, appends);
        yield return projections.Lag();
        yield return projections.Rebuild();
    }
}

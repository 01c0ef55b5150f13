using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks;

/// <summary>Every family on one page, in the order of the README.</summary>
public static class Families
{
    public static readonly IReadOnlyList<IFamily> All =
    [
        new World.WorldFamily(),
        new Replan.ReplanFamily(),
        new Gaia.GaiaFamily(),
        new Temporal.TemporalFamily(),
        new Spatial.SpatialFamily(),
        new Dag.DagFamily(),
        new Fairness.FairnessFamily(),
        new OpenB.OpenBFamily(),
        new Ledger.LedgerFamily(),
        new Throughput.ThroughputFamily(),
        new Sites.SitesFamily(),
    ];
}

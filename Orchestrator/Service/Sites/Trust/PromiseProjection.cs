using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace ComputeNet.Service.Sites.Trust;

/// <summary>What the ledger says of each attempt, as one <see cref="PromiseRow"/>: what a site promised beside what it delivered.</summary>
public sealed class PromiseProjection : IProjection
{
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var told = events.Select(e => (Job: JobOf(e.Data)?.Value, e.Data)).Where(e => e.Job is not null).ToList();
        if (told.Count == 0)
            return;
        var rows = (await operations.LoadManyAsync<PromiseRow>(cancellation, told.Select(e => e.Job!).Distinct().ToArray())).ToDictionary(r => r.Id);
        foreach (var (job, data) in told)
            rows[job!] = Apply(rows.GetValueOrDefault(job!) ?? new PromiseRow(job!), data);
        operations.Store(rows.Values.ToArray());
    }

    public static PromiseRow Apply(PromiseRow row, object e) => e switch
    {
        WorkloadPlaced placed => row with { Site = placed.Site.Value, PromisedAt = placed.At, DueAt = placed.PlannedStart > placed.At ? placed.PlannedStart : placed.At },
        WorkloadStarted started => row with { SeenRunningAt = row.SeenRunningAt ?? started.At },
        DoubleRunSeen { Cause: DoubleRunCause.Restarted } seen => row with { Restarts = Math.Max(row.Restarts, seen.Restarts ?? 1) },
        DoubleRunSeen => row with { RanOn = true },
        WorkloadFinished finished => row with { Outcome = finished.Outcome, ProgramEnded = PromiseFates.IsOfTheProgram(finished.ExitCode, finished.Why) },
        LeaseStopRequested => row with { WasAskedToStop = true },
        // A gang over several pools gives all its leases back for one reason.
        LeaseReleased released => row with { ReleasedAs = row.ReleasedAs ?? released.Reason },
        _ => row,
    };

    private static JobKey? JobOf(object e) => e switch
    {
        WorkloadPlaced placed => placed.Job,
        WorkloadStarted started => started.Job,
        WorkloadFinished finished => finished.Job,
        DoubleRunSeen seen => seen.Stray.Job,
        LeaseStopRequested stop => stop.Job,
        LeaseReleased released => released.Job,
        _ => null,
    };
}

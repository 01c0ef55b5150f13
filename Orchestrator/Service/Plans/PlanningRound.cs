using System.Diagnostics;
using ComputeNet.Brain;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Plans;
using ComputeNet.Service.Http;
using ComputeNet.Service.Telemetry;
using ComputeNet.Service.Workflows;
using Marten;
using Marten.Patching;

namespace ComputeNet.Service.Plans;

/// <summary>One planning round: snapshot, solve, record, apply. Propose, verify, commit.</summary>
public sealed class PlanningRound(
    IDocumentStore store, ProblemSnapshot snapshots, ApplyPlan apply, AskMoves moves, ForecastBook forecasts, LatestPicture latest,
    AdvanceWorkflows workflows, LookAheads lookAheads, RoundPace pace, TimeProvider clock, ILogger<PlanningRound> log)
{
    /// <summary>Runs the round; true when more may wait than it took and its leases made room in the queue: the next one should follow.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        using var activity = OrchestratorTelemetry.Source.StartActivity("planning-round");
        var context = CommandContext.OfTheBrain(clock);

        // 0 workflows go on: stages whose inputs are there wait for a place from now on
        var open = await workflows.RunAsync(context, ct);

        // 1 the read models become a problem
        var snapshot = Following(lookAheads.Tell(await snapshots.TakeAsync(ct), open));

        // 2 the brain solves it
        var started = Stopwatch.GetTimestamp();
        var plan = await Task.Run(() => Planner.Solve(snapshot.Problem, snapshot.Policy), ct);
        var elapsed = Stopwatch.GetElapsedTime(started);
        pace.Took(elapsed);
        var picture = new Picture(new PlanId(context.NewId("p")), snapshot.Problem, snapshot.Policy, plan) { Prices = snapshot.Prices };
        OrchestratorTelemetry.RoundSeconds.Record(elapsed.TotalSeconds);
        if (plan.Moves is null && (snapshot.Problem.Demands.Count == 0 || !forecasts.SaysSomethingNew(plan)))
        {
            latest.Set(picture with { Id = null });
            return false;
        }

        // 3 problem and plan go on record, before anything follows from them
        await RecordAsync(context, picture, elapsed, ct);
        latest.Set(picture);

        // 4 what starts now gets its leases, if the ledger still agrees
        var applied = await apply.RunAsync(context, picture, ct);
        await moves.RunAsync(context, picture, ct);
        if (applied.Refused > 0)
            await NoteStaleAsync(picture.Id!.Value, applied.Refused, ct);
        await forecasts.SaveAsync(picture, ct);
        activity?.SetTag("computenet.demands", snapshot.Problem.Demands.Count).SetTag("computenet.granted", applied.Granted);
        Log.RoundEnded(log, picture.Id!.Value, snapshot.Problem.Demands.Count, applied.Granted, applied.Refused, elapsed.TotalMilliseconds, plan.Solver);
        return snapshot.Problem.Demands.Count == ProblemSnapshot.MostDemands && applied.Granted > 0;
    }

    /// <summary>A queue that was planned before is planned on from there; what nobody waits for any more stays behind.</summary>
    private Snapshot Following(Snapshot snapshot)
    {
        if (latest.Value is not { } before || snapshot.Problem.Demands.Count == 0)
            return snapshot;
        var waiting = snapshot.Problem.Demands.Select(d => d.Workload).ToHashSet();
        var previous = PreviousRound.Of(before.Problem, before.Plan);
        return snapshot with { Problem = snapshot.Problem with { Previous = previous with { Placements = [.. previous.Placements.Where(p => waiting.Contains(p.Workload))] } } };
    }

    private async Task RecordAsync(CommandContext context, Picture picture, TimeSpan elapsed, CancellationToken ct)
    {
        var summary = SummaryOf(picture, context.Now, elapsed);
        await using var session = context.OpenSession(store);
        session.Store(PlanRecord.Of(picture, summary));
        session.Events.StartStream($"plan/{summary.Id}", new PlanRecorded(
            summary.Id, summary.Demands, summary.PlacedNow, summary.PlacedLater, summary.Unplaced,
            summary.ObjectiveMicroYuan, summary.LowerBoundMicroYuan, summary.Solver, summary.ProblemDigest, context.Now));
        await session.SaveChangesAsync(ct);
    }

    private async Task NoteStaleAsync(PlanId plan, int refused, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        session.Patch<PlanRecord>(plan.Value).Set(r => r.Summary.StaleRefused, refused);
        await session.SaveChangesAsync(ct);
    }

    private static PlanSummary SummaryOf(Picture picture, DateTimeOffset now, TimeSpan elapsed)
    {
        var plan = picture.Plan;
        return new PlanSummary(
            picture.Id!.Value, now, picture.Problem.Demands.Count,
            plan.Placements.Count(p => p.StartSlot == 0), plan.Placements.Count(p => p.StartSlot > 0), plan.LeftOut.Count, 0,
            plan.ObjectiveMicroYuan, plan.LowerBoundMicroYuan, Math.Round(elapsed.TotalMilliseconds, 1), plan.Solver, plan.ProblemDigest);
    }
}

/// <summary>The last round's picture in this process: previews and first forecasts are made against it.</summary>
public sealed class LatestPicture
{
    private volatile Picture? _picture;

    public Picture? Value => _picture;

    public void Set(Picture picture) => _picture = picture;
}

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Round {Plan}: {Demands} demands, {Granted} leases granted, {Refused} stale, {Milliseconds:0} ms ({Solver})")]
    public static partial void RoundEnded(ILogger log, PlanId plan, int demands, int granted, int refused, double milliseconds, string solver);

    [LoggerMessage(Level = LogLevel.Error, Message = "A planning round failed; the next one starts afresh")]
    public static partial void RoundFailed(ILogger log, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "This node leads the planning rounds")]
    public static partial void Leads(ILogger log);
}

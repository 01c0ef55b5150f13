using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class TellsEndsUntilTheyAreOnRecord : Promise
{
    public override string Theme => "telling";
    public override string Sentence => "An end is told until the receipt has it, always the same, and never again afterwards.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        bench.Centre.Receipt = _ => new([], []);
        var order = bench.Short("job");
        bench.Send(order);
        await bench.EndsAsync(order, JobState.Succeeded, ct);
        bench.Send();
        await bench.UntilAsync(() => Ends(bench, order).Count >= 4, () => $"an end that is not on record was expected again and again, it came {Ends(bench, order).Count} times", ct, nudge: true);
        var told = Ends(bench, order);
        bench.Check(told.Select(s => (s.State, s.StartedAt, s.FinishedAt, s.ExitCode, s.Why)).Distinct().Count() == 1, "The end changed from telling to telling.");
        bench.Check(bench.Reports[^1].KnownJobs.Contains(order.Job), "It says that it does not know a job whose end is not on record.");
        bench.Behave();
        await bench.UntilAsync(() => bench.Reports[^1] is { KnownJobs.Count: 0, Sightings.Count: 0 }, () => "a recorded end was expected to be forgotten", ct, nudge: true);
        var after = Ends(bench, order).Count;
        await bench.ReportsAsync(2, ct);
        bench.Check(Ends(bench, order).Count == after, "A recorded end was told once more.");
    }

    private static IReadOnlyList<JobSighting> Ends(Bench bench, JobOrder order) => [.. bench.SightingsOf(order).Where(s => s.State.IsTerminal())];
}

public sealed class KnowsItsJobs : Promise
{
    public override string Theme => "telling";
    public override string Sentence => "Every report names every job that the site holds: what is missing is lost, to the centre.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job");
        var version = bench.Send(order);
        await bench.RunsAsync(order, ct);
        await bench.ReportsAsync(3, ct);
        foreach (var report in bench.Reports.Where(r => r.OrdersVersion >= version))
            bench.Check(report.KnownJobs.Contains(order.Job), $"A report that applied version {version} does not know {order.Job}.");
    }
}

public sealed class ARefusedSightingHoldsUpNoOther : Promise
{
    public override string Theme => "telling";
    public override string Sentence => "A sighting that the centre refuses, with a code that nobody knows, holds up no other, and is told again.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var (bad, good) = (bench.Short("bad"), bench.Short("good"));
        bench.Centre.Refuse = report => report.Sightings.Any(s => s.Job == bad.Job) ? new("No", 422, "of-a-version-to-come") : null;
        bench.Send(bad, good);
        await bench.EndsAsync(good, JobState.Succeeded, ct);
        bench.Centre.Refuse = _ => null;
        await bench.EndsAsync(bad, JobState.Succeeded, ct);
    }
}

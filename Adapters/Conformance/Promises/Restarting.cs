using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class ARestartKeepsRunningJobs : Promise
{
    public override string Theme => "restart";
    public override string Sentence => "A killed and restarted adapter knows its running jobs, and starts none of them again.";
    public override bool NeedsRestart => true;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job");
        bench.Send(order);
        var before = await bench.RunsAsync(order, ct);
        var told = bench.Reports.Count;
        await bench.Tester.RestartAsync(ct);
        await bench.UntilAsync(() => bench.Reports.Count > told + 2, () => "reports of the restarted adapter were expected", ct, nudge: true);
        foreach (var report in bench.Reports.Skip(told))
            bench.Check(report.KnownJobs.Contains(order.Job), $"The restarted adapter reports without {order.Job}: to the centre it is lost.");
        bench.Check(bench.SightingsOf(order).Where(s => s.State == JobState.Running).All(s => RefusesALowerToken.Same(s.StartedAt, before.StartedAt)), "It was started again.");
        bench.Check(bench.Tester.StartsOf(order.Job) is not > 1, "It was started again.");
        bench.Send();
        await bench.EndsAsync(order, JobState.Stopped, ct);
    }
}

public sealed class ARestartForgetsNoEnd : Promise
{
    public override string Theme => "restart";
    public override string Sentence => "An end that is not on record is told by the restarted adapter too, unchanged.";
    public override bool NeedsRestart => true;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        bench.Centre.Receipt = _ => new([], []);
        var order = bench.Failing("job");
        bench.Send(order);
        var before = await bench.EndsAsync(order, JobState.Failed, ct);
        await bench.Tester.RestartAsync(ct);
        var told = bench.SightingsOf(order).Count;
        bench.Send();
        await bench.UntilAsync(() => bench.SightingsOf(order).Count > told, () => "the end was expected again after the restart", ct);
        var after = bench.SightingsOf(order)[^1];
        bench.Check((after.State, after.FinishedAt, after.ExitCode, after.Why) == (before.State, before.FinishedAt, before.ExitCode, before.Why), $"Before it was {before.State} at {before.FinishedAt:O}, after it {after.State} at {after.FinishedAt:O}.");
    }
}

public sealed class ARestartInTheMiddleStartsAJobOnce : Promise
{
    public override string Theme => "restart";
    public override string Sentence => "An adapter that is killed while it takes orders on starts each of them once.";
    public override bool NeedsRestart => true;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var orders = Enumerable.Range(1, 3).Select(i => bench.Short($"job{i}")).ToArray();
        bench.Send(orders);
        await bench.Tester.RestartAsync(ct);
        foreach (var order in orders)
        {
            await bench.EndsAsync(order, JobState.Succeeded, ct);
            bench.Check(bench.Tester.StartsOf(order.Job) is not > 1, $"{order.Job} was started {bench.Tester.StartsOf(order.Job)} times.");
        }
    }
}

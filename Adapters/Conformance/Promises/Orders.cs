using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class CarriesOutAnOrder : Promise
{
    public override string Theme => "orders";
    public override string Sentence => "An ordered job is started and its end is told, with its token and its times.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Short("job", token: 3);
        bench.Send(order);
        var end = await bench.EndsAsync(order, JobState.Succeeded, ct);
        bench.Check(end.Token == order.Token, $"The end was told under token {end.Token}, the order has {order.Token}.");
        bench.Check(end.FinishedAt is not null, "The end does not say when it was.");
        bench.Check(end.StartedAt is null || end.StartedAt <= end.FinishedAt, $"It finished at {end.FinishedAt:O}, before it started at {end.StartedAt:O}.");
    }
}

public sealed class StartsAJobOnce : Promise
{
    public override string Theme => "orders";
    public override string Sentence => "An order that comes again and again, in one set and in many, starts its job once.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var (order, other) = (bench.Short("job"), bench.Long("other"));
        for (var i = 0; i < 4; i++)
        {
            bench.Send(order, order, other);
            await bench.ReportsAsync(1, ct);
        }
        await bench.EndsAsync(order, JobState.Succeeded, ct);
        await bench.RunsAsync(other, ct);
        for (var i = 0; i < 2; i++)
        {
            bench.Send(order, other, other);
            await bench.ReportsAsync(2, ct);
        }
        foreach (var one in new[] { order, other })
        {
            var starts = bench.SightingsOf(one).Select(s => s.StartedAt).OfType<DateTimeOffset>().ToList();
            bench.Check(starts.Count == 0 || starts.Max() - starts.Min() < TimeSpan.FromSeconds(1), $"{one.Job} says that it started at {string.Join(" and at ", starts.Distinct().Select(s => s.ToString("O")))}.");
            bench.Check(bench.Tester.StartsOf(one.Job) is not > 1, $"{one.Job} was started {bench.Tester.StartsOf(one.Job)} times.");
        }
    }
}

public sealed class ALateOrderStartsNothing : Promise
{
    public override string Theme => "orders";
    public override string Sentence => "An order that is repeated after its end is on record repeats the end; the job is not started again.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Short("job");
        bench.Send(order);
        var first = await bench.EndsAsync(order, JobState.Succeeded, ct);
        bench.Send();
        await bench.UntilAsync(() => bench.Reports[^1].KnownJobs.Count == 0, () => "the recorded job was expected to be forgotten", ct, nudge: true);
        var told = bench.SightingsOf(order).Count;
        bench.Send(order);
        await bench.UntilAsync(() => bench.SightingsOf(order).Count > told, () => "the end was expected once more", ct);
        var again = bench.SightingsOf(order)[^1];
        bench.Check(again.State == first.State && again.FinishedAt == first.FinishedAt && again.StartedAt == first.StartedAt,
            $"It ended as {first.State} at {first.FinishedAt:O}; the repeated order brought {again.State} at {again.FinishedAt:O}.");
        bench.Check(bench.Tester.StartsOf(order.Job) is not > 1, "The repeated order started it again.");
    }
}

public sealed class TellsHowAJobFailed : Promise
{
    public override string Theme => "orders";
    public override string Sentence => "A job that ends badly is Failed, with a coded reason.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Failing("job");
        bench.Send(order);
        var end = await bench.EndsAsync(order, JobState.Failed, ct);
        bench.Check(end.Why is { Code.Length: > 0 }, "It does not say why.");
    }
}

public sealed class EndsBringTheLog : Promise
{
    public override string Theme => "orders";
    public override string Sentence => "The end of a job brings what it wrote last.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Short("job");
        bench.Send(order);
        var end = await bench.EndsAsync(order, JobState.Succeeded, ct);
        bench.Check(!string.IsNullOrEmpty(end.LogTail), "The end has no log tail.");
    }
}

public sealed class RunsWhatItCanBesideWhatItCannot : Promise
{
    public override string Theme => "orders";
    public override string Sentence => "What can never run here is refused with a code and numbers, and holds up nothing else.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var (bad, good) = (bench.Impossible("bad"), bench.Short("good"));
        bench.Send(bad, good);
        var refused = await bench.EndsAsync(bad, JobState.Refused, ct);
        bench.Check(refused.Why is { Facts.Count: > 0 }, $"The refusal ({refused.Why}) brings no facts: how much was asked for, how much there is.");
        await bench.EndsAsync(good, JobState.Succeeded, ct);
    }
}

public sealed class FollowsTheNewestSet : Promise
{
    public override string Theme => "orders";
    public override string Sentence => "Only the newest set counts: one that nobody saw is made up for, and reports name the version that was applied.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var (gone, wanted) = (bench.Long("gone"), bench.Short("wanted"));
        bench.Send(gone);
        bench.Send(gone, wanted);
        var version = bench.Send(wanted);
        await bench.EndsAsync(wanted, JobState.Succeeded, ct);
        await bench.UntilAsync(() => bench.Reports[^1].OrdersVersion == version, () => $"a report with version {version} was expected, the last has {bench.Reports[^1].OrdersVersion}", ct);
        await bench.UntilAsync(() => !bench.Reports[^1].KnownJobs.Contains(gone.Job), () => $"{gone.Job} is in no set any more and still held", ct);
        bench.Check(bench.SightingsOf(gone).All(s => s.State is JobState.Starting or JobState.Running or JobState.Stopped), $"{gone.Job} was to stop, it is {bench.SightingsOf(gone).LastOrDefault()?.State}.");
    }
}

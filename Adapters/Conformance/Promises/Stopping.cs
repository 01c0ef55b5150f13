using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class StopsWhatIsNotOrderedAnyMore : Promise
{
    public override string Theme => "stopping";
    public override string Sentence => "A job that is absent from the orders is stopped, and its end is told as Stopped.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job");
        bench.Send(order);
        await bench.RunsAsync(order, ct);
        bench.Send();
        await bench.EndsAsync(order, JobState.Stopped, ct);
    }
}

public sealed class StopsWhatTheCentreDisowns : Promise
{
    public override string Theme => "stopping";
    public override string Sentence => "A job that the receipt calls stale is stopped and forgotten, whatever the orders say.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job");
        bench.Send(order);
        await bench.RunsAsync(order, ct);
        bench.Centre.Receipt = report => new([.. report.Sightings.Where(s => s.State.IsTerminal()).Select(s => s.Job)], [order.Job]);
        await bench.UntilAsync(() => bench.SightingsOf(order).Any(s => s.State.IsTerminal()) || bench.Reports[^1].KnownJobs.Count == 0, () => "the stale job was expected to stop", ct);
        await bench.UntilAsync(() => bench.Reports[^1].KnownJobs.Count == 0, () => "the stale job was expected to be forgotten", ct);
        bench.Check(bench.SightingsOf(order).All(s => !s.State.IsTerminal() || s.State == JobState.Stopped), "It was not told as Stopped.");
    }
}

public sealed class StopsBeforeTheStart : Promise
{
    public override string Theme => "stopping";
    public override string Sentence => "A job that is called off before anybody saw it ends as Stopped, or is never heard of.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job");
        bench.Send(order);
        var version = bench.Send();
        await bench.UntilAsync(() => bench.Reports.LastOrDefault() is { } last && last.OrdersVersion == version && last.KnownJobs.Count == 0, () => $"an empty site was expected, it holds {string.Join(", ", bench.Reports.LastOrDefault()?.KnownJobs ?? [])}", ct);
        bench.Check(bench.SightingsOf(order).All(s => !s.State.IsTerminal() || s.State == JobState.Stopped), $"It ended as {bench.SightingsOf(order).LastOrDefault()?.State}.");
    }
}

using ComputeNet.Adapters.Conformance.Centre;
using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class LosesNothingWhileTheCentreIsAway : Promise
{
    public override string Theme => "line";
    public override string Sentence => "While the centre is away jobs go on; when it is back, every end is told, with its times.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var (ends, goesOn) = (bench.Short("ends"), bench.Long("goes-on"));
        bench.Send(goesOn);
        await bench.RunsAsync(goesOn, ct);
        // The order has arrived when its job is known; its end is to fall into the outage, or come after it.
        bench.Centre.Receipt = _ => new([], []);
        bench.Send(goesOn, ends);
        await bench.UntilAsync(() => bench.Reports[^1].KnownJobs.Contains(ends.Job), () => "the ordered job was expected to be known", ct);
        await bench.CentreGoesAwayAsync(ct);
        var end = await bench.EndsAsync(ends, JobState.Succeeded, ct);
        bench.Check(end.FinishedAt is not null, "The end does not say when it was.");
        await bench.UntilAsync(() => bench.Reports[^1].KnownJobs.Contains(goesOn.Job), () => $"{goesOn.Job} was expected to go on", ct);
        bench.Check(bench.SightingsOf(goesOn).All(s => !s.State.IsTerminal()), "A job ended because the centre was away.");
    }
}

public sealed class OutlivesNonsense : Promise
{
    public override string Theme => "line";
    public override string Sentence => "Answers that are no answers (a proxy's page, half a JSON, nothing) change nothing; it asks again.";

    private static readonly CentreAnswer[] Nonsense =
    [
        new(502, "<html>Bad gateway</html>", "text/html"),
        new(200, "{\"version\":3,\"orders\":[{\"job\":"),
        new(200, "null"),
        new(200, "{}"),
        new(204),
        new(500, "{\"title\":\"Internal error\",\"status\":500,\"code\":\"internal-error\"}", "application/problem+json"),
    ];

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var running = bench.Long("running");
        bench.Send(running);
        var before = await bench.RunsAsync(running, ct);
        var told = -1;
        bench.Centre.Interfere = _ =>
        {
            bench.Centre.Log.Ring();
            return Nonsense[Interlocked.Increment(ref told) % Nonsense.Length];
        };
        await bench.UntilAsync(() => Volatile.Read(ref told) >= 2 * Nonsense.Length, () => $"it was expected to ask on, it did {told + 1} times", ct);
        bench.Centre.Interfere = _ => null;
        var order = bench.Short("job");
        bench.Send(running, order);
        await bench.EndsAsync(order, JobState.Succeeded, ct);
        bench.Check(bench.SightingsOf(running).All(s => !s.State.IsTerminal() && RefusesALowerToken.Same(s.StartedAt, before.StartedAt)), "Nonsense ended or restarted a running job.");
    }
}

public sealed class OutlivesOldAnswers : Promise
{
    public override string Theme => "line";
    public override string Sentence => "An old set of orders, with an older token, that comes late or twice does a running job no harm.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var (older, order) = (bench.Long("job", token: 4), bench.Long("job", token: 5));
        var first = bench.Send(older);
        var running = await bench.RunsAsync(older, ct);
        var newest = bench.Send(order);
        await bench.RunsAsync(order, ct);
        for (var i = 0; i < 2; i++)
        {
            await AppliedAsync(bench, bench.Send(new SiteOrders(0, [older]), asVersion: first), ct);
            await AppliedAsync(bench, bench.Send(new SiteOrders(0, [order]), asVersion: newest), ct);
        }
        bench.Check(bench.SightingsOf(order).Where(s => s.Token == order.Token).All(s => !s.State.IsTerminal()), "The running job ended.");
        bench.Check(bench.SightingsOf(order).Where(s => s.State == JobState.Running).All(s => RefusesALowerToken.Same(s.StartedAt, running.StartedAt)), "The job was started again.");
    }

    private static async Task AppliedAsync(Bench bench, long version, CancellationToken ct)
    {
        var told = bench.Reports.Count;
        await bench.UntilAsync(() => bench.Reports.Skip(told).Any(r => r.OrdersVersion == version), () => $"a report with version {version} was expected", ct);
    }
}

public sealed class AsksInNoTightCircle : Promise
{
    /// <summary>Between two heartbeats; an honest adapter asks about once a second.</summary>
    private const int MostQuestions = 120;

    public override string Theme => "line";
    public override string Sentence => "A centre that answers at once, always the same, is not asked in a tight circle.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        bench.Centre.HoldsQuestions = false;
        bench.Centre.Log.Ring();
        var before = bench.Centre.Questions.GetValueOrDefault(bench.Site.Value);
        await bench.ReportsAsync(2, ct, nudge: false);
        var asked = bench.Centre.Questions.GetValueOrDefault(bench.Site.Value) - before;
        bench.Check(asked <= MostQuestions, $"It asked {asked} times for the same orders while it reported twice.");
    }
}

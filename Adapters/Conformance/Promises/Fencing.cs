using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class RefusesALowerToken : Promise
{
    /// <summary>The one reason whose word the protocol fixes.</summary>
    public const string StaleLease = "stale-lease";

    public override string Theme => "fencing";
    public override string Sentence => "An order whose token is lower than one seen for its job is refused as stale-lease, and the job goes on.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job", token: 7);
        bench.Send(order);
        var running = await bench.RunsAsync(order, ct);
        await RefusesAsync(bench, order, ct);
        bench.Send(order);
        await bench.ReportsAsync(2, ct);
        bench.Check(bench.Reports[^1].KnownJobs.Contains(order.Job), "The job of the higher token is gone.");
        bench.Check(bench.SightingsOf(order).All(s => s.Token != order.Token || !s.State.IsTerminal()), "The job of the higher token ended.");
        bench.Check(bench.SightingsOf(order).Where(s => s.Token == order.Token && s.StartedAt is not null).All(s => Same(s.StartedAt, running.StartedAt)), "The job was started again.");
    }

    internal static async Task RefusesAsync(Bench bench, JobOrder order, CancellationToken ct)
    {
        var old = order with { Token = new FencingToken(order.Token.Value - 1) };
        bench.Send(old);
        var refusal = await bench.SeesAsync(old, s => s.Token == old.Token, $"a refusal of token {old.Token} was expected", ct);
        bench.Check(refusal.State == JobState.Refused, $"The order with the lower token is {refusal.State}.");
        bench.Check(refusal.Why?.Code == StaleLease, $"The reason is '{refusal.Why?.Code}', not '{StaleLease}'.");
    }

    internal static bool Same(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null || (one.Value - other.Value).Duration() < TimeSpan.FromSeconds(1);
}

public sealed class TakesAHigherToken : Promise
{
    public override string Theme => "fencing";
    public override string Sentence => "A higher token for a job that runs starts nothing; from then on the job is told under it.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job", token: 2);
        bench.Send(order);
        var running = await bench.RunsAsync(order, ct);
        var newer = order with { Token = new FencingToken(9) };
        bench.Send(newer);
        var again = await bench.RunsAsync(newer, ct);
        bench.Check(RefusesALowerToken.Same(running.StartedAt, again.StartedAt), $"It started at {running.StartedAt:O}, and again at {again.StartedAt:O}.");
        bench.Send();
        var end = await bench.EndsAsync(newer, JobState.Stopped, ct);
        bench.Check(end.Token == newer.Token, $"Its end was told under token {end.Token}.");
    }
}

public sealed class KeepsTokensOverARestart : Promise
{
    public override string Theme => "fencing";
    public override string Sentence => "A killed and restarted adapter still refuses a lower token than it has seen.";
    public override bool NeedsRestart => true;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job", token: 7);
        bench.Send(order);
        await bench.RunsAsync(order, ct);
        await bench.Tester.RestartAsync(ct);
        await RefusesALowerToken.RefusesAsync(bench, order, ct);
    }
}

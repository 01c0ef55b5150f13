using System.Text;
using ComputeNet.Adapters.Conformance.Centre;
using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class DeclaresItsPools : Promise
{
    public override string Theme => "joining";
    public override string Sentence => "The inventory names pools of the site itself, with devices and with where the figures come from.";

    public override Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var inventory = bench.Inventory;
        bench.Check(inventory.Pools.Count > 0, "It declares no pool.");
        bench.Check(inventory.AgentVersion.Length > 0, "It does not say what it is (agentVersion).");
        foreach (var pool in inventory.Pools)
        {
            bench.Check(pool.Id.Value.StartsWith($"{bench.Site}.", StringComparison.Ordinal), $"{pool.Id} does not begin with the site's id and a dot.");
            bench.Check(pool.Devices >= 0, $"{pool.Id} has {pool.Devices} devices.");
            bench.Check(pool.DevicesProvenance.Basis != Basis.Unknown, $"{pool.Id} does not say how its number of devices is known.");
            bench.Check(pool.PricePerDeviceHour is null || pool.PriceProvenance.Basis != Basis.Unknown, $"{pool.Id} does not say where its price comes from.");
        }
        return Task.CompletedTask;
    }
}

public sealed class SaysThatItIsAlive : Promise
{
    public override string Theme => "joining";
    public override string Sentence => "A site with nothing to say still reports, so that silence means trouble.";

    public override Task KeepAsync(Bench bench, CancellationToken ct) => bench.ReportsAsync(2, ct, nudge: false);
}

public sealed class AsksOneQuestionAtATime : Promise
{
    public override string Theme => "joining";
    public override string Sentence => "It never has two questions for orders open: an older answer could overtake a newer one.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        for (var i = 0; i < 3; i++)
        {
            bench.Send();
            await bench.ReportsAsync(1, ct);
        }
        var most = bench.Centre.MostQuestionsAtOnce.GetValueOrDefault(bench.Site.Value);
        bench.Check(most <= 1, $"It had {most} questions for orders open at once.");
    }
}

/// <summary>Unlike the others this one brings the credential into doubt: an adapter whose operator rotates it must not have to be restarted.</summary>
public sealed class OutlivesARefusedToken : Promise
{
    public override string Theme => "joining";
    public override string Sentence => "While its token is refused it goes on trying, and carries on as soon as it is taken again.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var refused = 0;
        bench.Centre.Interfere = _ =>
        {
            Interlocked.Increment(ref refused);
            bench.Centre.Log.Ring();
            return CentreAnswer.No(new("Sign in first", 401, "token-refused"));
        };
        var order = bench.Short("job");
        bench.Send(order);
        await bench.UntilAsync(() => Volatile.Read(ref refused) >= 3, () => $"three more tries were expected while the token is refused, {refused} came", ct);
        bench.Centre.Interfere = _ => null;
        await bench.EndsAsync(order, JobState.Succeeded, ct);
    }
}

public sealed class SaysNothingThatIsNotAllowed : Promise
{
    public override string Theme => "joining";
    public override string Sentence => "Everything that it has said so far has the shapes and limits of Site API v1, and shows the site's token.";

    public override Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var wrong = bench.Centre.Violations.ToList();
        var words = new StringBuilder();
        foreach (var violation in wrong.Distinct().Take(5))
            words.Append(words.Length == 0 ? "" : " ").Append(violation);
        bench.Check(wrong.Count == 0, $"{wrong.Count} messages did not: {words}");
        return Task.CompletedTask;
    }
}

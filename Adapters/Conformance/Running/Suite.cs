using ComputeNet.Adapters.Conformance.Centre;
using ComputeNet.Adapters.Conformance.Promises;
using ComputeNet.Adapters.Conformance.Report;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Conformance.Running;

/// <summary>Runs every promise, one after the other, against the adapter that speaks to the centre.</summary>
public sealed class Suite(CentreStandIn centre, SiteId site, TestJobs jobs, ITester tester, SuiteOptions options)
{
    /// <summary>In the order in which they are run: what an adapter says in all of them is judged last.</summary>
    public static IReadOnlyList<Promise> All { get; } =
    [
        new DeclaresItsPools(), new SaysThatItIsAlive(), new AsksOneQuestionAtATime(),
        new CarriesOutAnOrder(), new StartsAJobOnce(), new ALateOrderStartsNothing(), new TellsHowAJobFailed(), new EndsBringTheLog(),
        new RunsWhatItCanBesideWhatItCannot(), new FollowsTheNewestSet(),
        new StopsWhatIsNotOrderedAnyMore(), new StopsBeforeTheStart(), new StopsWhatTheCentreDisowns(),
        new RefusesALowerToken(), new TakesAHigherToken(), new KeepsTokensOverARestart(),
        new TellsEndsUntilTheyAreOnRecord(), new KnowsItsJobs(), new ARefusedSightingHoldsUpNoOther(),
        new LosesNothingWhileTheCentreIsAway(), new OutlivesNonsense(), new OutlivesOldAnswers(), new AsksInNoTightCircle(), new OutlivesARefusedToken(),
        new ARestartKeepsRunningJobs(), new ARestartForgetsNoEnd(), new ARestartInTheMiddleStartsAJobOnce(),
        new ShowsTheLogOfARunningJob(), new ReadsItsInstruments(), new OffersItsOwnPools(), new ACheckpointDoesNotEndAJob(), new HoldsAReservation(),
        new IgnoresFieldsItDoesNotKnow(), new OutlivesWordsItDoesNotKnow(),
        new SaysNothingThatIsNotAllowed(),
    ];

    /// <summary>Waits for the adapter's inventory; null when none comes.</summary>
    public async Task<SiteInventory?> MeetAsync(TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        while (true)
        {
            var next = centre.Log.Next;
            if (centre.HeardOf(site.Value).LastOrDefault(h => h.Inventory is not null)?.Inventory is { } inventory)
                return inventory;
            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    /// <param name="inventory">What the adapter declared.</param>
    /// <param name="progress">Hears each result as it comes.</param>
    /// <param name="ct">Ends the run between two steps.</param>
    /// <param name="only">The promises to run; null: all.</param>
    public async Task<ConformanceReport> RunAsync(SiteInventory inventory, Action<PromiseResult>? progress = null, CancellationToken ct = default, IReadOnlyList<Promise>? only = null)
    {
        var results = new List<PromiseResult>();
        var bench = jobs.TryFor(inventory, out var pool) ? new Bench(centre, site, inventory, pool, jobs, tester, options) : null;
        var isWell = true;
        foreach (var promise in only ?? All)
        {
            var result = bench is null ? new PromiseResult(promise, Verdict.Failed, "The inventory has no pool for the test's jobs.")
                : isWell ? await JudgeAsync(promise, bench, ct)
                : new PromiseResult(promise, Verdict.Failed, "Not looked at: the site did not come to rest after an earlier promise.");
            if (bench is not null && isWell && await RestAsync(bench, ct) is { } unrest)
            {
                isWell = false;
                result = result with { Verdict = Verdict.Failed, Why = result.Why is null ? unrest : $"{result.Why} {unrest}" };
            }
            results.Add(result);
            progress?.Invoke(result);
        }
        return new ConformanceReport(site, inventory, results);
    }

    private async Task<PromiseResult> JudgeAsync(Promise promise, Bench bench, CancellationToken ct)
    {
        if (promise.Capability is { } word && !bench.Offers(word))
            return new(promise, Verdict.NotOffered, $"The inventory does not say '{word}'.");
        if (promise.NeedsRestart && !tester.CanRestart)
            return new(promise, Verdict.NotOffered, "Nobody here can restart the adapter (--restart).");
        bench.Begin(promise.Name);
        try
        {
            await promise.KeepAsync(bench, ct);
            return new(promise, Verdict.Passed);
        }
        catch (PromiseBrokenException e)
        {
            return new(promise, Verdict.Failed, e.Message);
        }
        catch (NotOfferedException e)
        {
            return new(promise, Verdict.NotOffered, e.Message);
        }
    }

    private static async Task<string?> RestAsync(Bench bench, CancellationToken ct)
    {
        try
        {
            await bench.ClearAsync(ct);
            return null;
        }
        catch (PromiseBrokenException e)
        {
            return e.Message;
        }
    }
}

using System.Collections.Concurrent;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Sites.Silence;

/// <summary>
/// Gives sites their turns, a few at a time, each within its time. A site whose turn fails waits, twice as long after each failure and spread at random, and
/// takes no slot while it waits: one site in trouble never delays another.
/// </summary>
public sealed class SiteTurns(OrchestratorOptions options, Func<double> jitter)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<SiteId, Trouble> _troubles = new();

    /// <summary>One turn for each site that is not waiting; <paramref name="onFailure"/> hears of those that failed. Returns when all have had theirs.</summary>
    public Task RunAsync(IEnumerable<SiteId> sites, Func<SiteId, CancellationToken, Task> turn, Action<SiteId, Exception> onFailure, CancellationToken ct)
    {
        var now = options.WallClock.GetUtcNow();
        var due = sites.Where(s => !_troubles.TryGetValue(s, out var trouble) || trouble.NotBefore <= now);
        return Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = options.SiteTurnsAtOnce, CancellationToken = ct }, async (site, token) =>
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            limit.CancelAfter(options.LongestSiteTurn);
            try
            {
                await turn(site, limit.Token);
                _troubles.TryRemove(site, out _);
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                // Whatever is wrong with this one (a damaged row, a stream that others keep changing, a database that hangs) is no reason to forget the others.
                _troubles[site] = After(_troubles.GetValueOrDefault(site)?.Failures ?? 0);
                onFailure(site, e);
            }
        });
    }

    private Trouble After(int failures)
    {
        var whole = Math.Min(LongestPause.TotalSeconds, ShortestPause.TotalSeconds * Math.Pow(2, Math.Min(failures, 20)));
        return new Trouble(failures + 1, options.WallClock.GetUtcNow().AddSeconds(whole * (1 + jitter()) / 2));
    }

    private sealed record Trouble(int Failures, DateTimeOffset NotBefore);
}

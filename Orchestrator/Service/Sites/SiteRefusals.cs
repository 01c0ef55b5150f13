using System.Collections.Concurrent;
using System.Threading.Channels;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites.Publications;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary>
/// Puts refused messages of sites on record, bounded: the first of its kind at once, those that follow as one number when the next window begins. A flood costs a site's
/// own audit a line per kind and window, and no other site anything: nobody who is answered waits for it.
/// </summary>
public sealed partial class SiteRefusals(IDocumentStore store, TimeProvider clock, OrchestratorOptions options, ILogger<SiteRefusals> log) : BackgroundService
{
    /// <summary>Kinds that one site may have on record within a window; a site knows some hundred codes and routes, but none of them needs more than these.</summary>
    private const int MostKinds = 40;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<SiteId, Tally> tallies = new();
    private readonly Channel<SiteMessageRefused> waiting = Channel.CreateBounded<SiteMessageRefused>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Notes what a request of a site was refused for; what is not the site's doing (an outage, somebody who was faster) is not.</summary>
    public void Note(HttpContext context, ApiProblem problem)
    {
        if (Caller.Of(context.User) is { Role: Roles.Site, Site: { } site } && problem.Status is >= 400 and < 500 && problem.Code != "changed-meanwhile"
            && !(PublishedLater.Is(context) && problem.Code == PublishedLater.Overtaken))
            Note(site, $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "/api"}", problem);
    }

    public void Note(SiteId site, string route, ApiProblem problem)
    {
        var times = tallies.GetOrAdd(site, _ => new Tally()).Count((route, problem.Code), options.WallClock.GetUtcNow());
        if (times > 0)
            waiting.Writer.TryWrite(new(site, route, problem.Status, problem.Code, problem.Errors?.Keys.FirstOrDefault(), times, clock.GetUtcNow()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var refused in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(refused, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // A host loop: a ledger that does not answer now costs this line, not the ones that follow.
                NotRecorded(log, e, refused.Site, refused.Code);
            }
        }
    }

    private async Task WriteAsync(SiteMessageRefused refused, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        session.LastModifiedBy = $"site.{refused.Site}";
        session.Events.Append(SiteMessageRefused.StreamOf(refused.Site), refused);
        await session.SaveChangesAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "A refused message of {Site} ({Code}) could not be put on record.")]
    private static partial void NotRecorded(ILogger log, Exception e, SiteId site, string code);

    /// <summary>What one site was refused, by kind, since its window began.</summary>
    private sealed class Tally
    {
        private readonly Lock gate = new();
        private readonly Dictionary<(string Route, string Code), int> unrecorded = [];
        private readonly HashSet<(string Route, string Code)> recorded = [];
        private DateTimeOffset began = DateTimeOffset.MinValue;

        /// <summary>How many are to be put on record now: this one, and those of its kind that were not; 0 when the window has had its line.</summary>
        public int Count((string Route, string Code) kind, DateTimeOffset now)
        {
            lock (gate)
            {
                if (now - began >= Window)
                {
                    began = now;
                    recorded.Clear();
                }
                if (recorded.Contains(kind) || recorded.Count >= MostKinds)
                {
                    if (unrecorded.ContainsKey(kind) || unrecorded.Count < MostKinds)
                        unrecorded[kind] = unrecorded.GetValueOrDefault(kind) + 1;
                    return 0;
                }
                recorded.Add(kind);
                unrecorded.Remove(kind, out var before);
                return before + 1;
            }
        }
    }
}

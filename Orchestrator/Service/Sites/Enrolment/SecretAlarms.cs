using System.Threading.Channels;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Sites.Enrolment;

/// <summary>
/// Raises the alarm when a secret of a site is shown that had been used up. Once for each secret, and never in the way of an answer: whoever tries a stolen
/// credential a thousand times costs the ledger one line.
/// </summary>
public sealed partial class SecretAlarms(IDocumentStore store, SiteRefusals refusals, TimeProvider clock, ILogger<SecretAlarms> log) : BackgroundService
{
    private readonly Channel<(SiteId Site, string Secret, string Code)> waiting =
        Channel.CreateBounded<(SiteId, string, string)>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A refusal goes on the site's record; with <paramref name="secret"/> it is an alarm besides.</summary>
    public void Refused(SiteId site, string route, ApiProblem problem, string? secret)
    {
        refusals.Note(site, route, problem);
        if (secret is not null)
            Reused(site, secret, problem.Code);
    }

    public void Reused(SiteId site, string secret, string code) => waiting.Writer.TryWrite((site, secret, code));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (site, secret, code) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RaiseAsync(site, secret, code, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // A host loop: a ledger that does not answer now costs this alarm's event; the log has it.
                NotRecorded(log, e, site, secret);
            }
        }
    }

    private async Task RaiseAsync(SiteId site, string secret, string code, CancellationToken ct)
    {
        var context = CommandContext.OfTheBrain(clock) with { Actor = new UserId($"site.{site}") };
        var raised = await store.ChangeAsync(context, async session =>
        {
            var access = await session.AccessOfAsync(site, ct);
            var noted = access.NoteReuse(secret, code, context.Now);
            session.Append<SiteAccess>(access.Id, access.Revision, noted);
            return noted.Events.Count;
        }, ct);
        if (raised > 0)
            Raised(log, site, secret, code);
    }

    [LoggerMessage(LogLevel.Critical, "A secret of {Site} ({Secret}) was shown after it had been used up ({Code}): somebody else has it. Re-key the site.")]
    private static partial void Raised(ILogger log, SiteId site, string secret, string code);

    [LoggerMessage(LogLevel.Error, "The alarm about a secret of {Site} ({Secret}) could not be put on record.")]
    private static partial void NotRecorded(ILogger log, Exception e, SiteId site, string secret);
}

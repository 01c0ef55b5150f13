using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites.Enrolment;
using ComputeNet.Service.Tenants;
using Marten;

namespace ComputeNet.Service.Sites.Acts;

/// <summary>
/// What an operator's act does to a site, decided on the ledger as it is and written into a session. Whether the session is saved is the caller's business: a preview
/// and the act itself go the same way, so that the one cannot say what the other does not do.
/// </summary>
public sealed class SiteActs(OrchestratorOptions options)
{
    /// <param name="session">Gets the events.</param>
    /// <param name="id">A site that the catalogue knows.</param>
    /// <param name="act">What is asked.</param>
    /// <param name="context">Who asks, and when.</param>
    /// <param name="centre">Where the site finds the network; null makes no new token, as in a preview.</param>
    /// <param name="check">Is told the site's revision before anything is decided.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<SiteActOutcome> DecideAsync(IDocumentSession session, SiteId id, SiteAct act, CommandContext context, Uri? centre, Action<long> check, CancellationToken ct)
    {
        var site = await session.SiteAsync(id, ct);
        check(site?.Revision ?? 0);
        var pools = await session.PoolsOfAsync(id, ct);
        var scope = new ActScope(session, id, site, pools, act, context.Now);
        return act.Kind switch
        {
            SiteActKind.Accept => Accept(scope, SiteAcceptance.Accepting),
            SiteActKind.Drain => Accept(scope, SiteAcceptance.Draining),
            SiteActKind.Suspend => Suspend(scope),
            SiteActKind.Cap => Cap(scope),
            SiteActKind.Rekey => await RekeyAsync(scope, context, centre, ct),
            SiteActKind.Remove => await RemoveAsync(scope, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act.Kind, "Unknown act."),
        };
    }

    private static SiteActOutcome Accept(ActScope scope, SiteAcceptance acceptance)
    {
        scope.Decide(scope.Acceptance(acceptance));
        return scope.Outcome();
    }

    private static SiteActOutcome Suspend(ActScope scope)
    {
        scope.Decide(scope.Acceptance(SiteAcceptance.Suspended));
        return scope.StopAll("site-suspended").Outcome();
    }

    private static SiteActOutcome Cap(ActScope scope)
    {
        foreach (var cap in scope.Act.Caps ?? [])
            scope.Cap(cap);
        return scope.Outcome();
    }

    private async Task<SiteActOutcome> RekeyAsync(ActScope scope, CommandContext context, Uri? centre, CancellationToken ct)
    {
        var access = await scope.Session.AccessOfAsync(scope.Id, ct);
        var ended = await EndCredentialsAsync(scope, ct);
        var endings = access.EndAll(SiteCredentialsEnded.Rekeyed, scope.Act.Reason, scope.Now);
        if (centre is null)
            return scope.Outcome() with { Changes = true, CredentialsEnded = ended, EnrolmentEnded = access.Open?.Id };
        var offered = scope.Session.Offer(access, scope.Act.Enrolment ?? new OfferEnrolment(), centre, context, options);
        var invited = new Domain.Sites.EnrolmentOffered(scope.Id, offered.Id, context.Actor, offered.ExpiresAt, scope.Now);
        scope.Session.Append<SiteAccess>(access.Id, access.Revision, Decision.Happens([.. endings.OrThrow(), invited]));
        return scope.Outcome() with { Changes = true, CredentialsEnded = ended, EnrolmentEnded = access.Open?.Id, Enrolment = offered };
    }

    /// <summary>At once when nothing runs there; else when the last lease has ended, which <see cref="SiteRemovals"/> sees.</summary>
    private async Task<SiteActOutcome> RemoveAsync(ActScope scope, CancellationToken ct)
    {
        await RefuseOwnAsync(scope, ct);
        var access = await scope.Session.AccessOfAsync(scope.Id, ct);
        if (scope.Site is null && access.Revision == 0 && scope.Pools.Count == 0)
            throw new RefusedException(Refusal.Because("site-unjoined", ("site", scope.Id)));
        var tokens = await scope.Session.GoodTokensAsync(scope.Id, options.WallClock.GetUtcNow(), ct);
        scope.Decide(scope.Site?.RequestRemoval(scope.Act.Reason, scope.Now) ?? Site.RequestRemovalNew(scope.Id, scope.Act.Reason, scope.Now));
        scope.StopAll(SiteRemovalRequested.Code).WithdrawAll();
        var outcome = scope.Outcome() with { CredentialsEnded = tokens.Count, EnrolmentEnded = access.Open?.Id };
        if (scope.IsIdle && scope.HasLeft is { } left)
            await scope.Session.CompleteAsync(left, scope.Pools, scope.Act.Reason, options.WallClock.GetUtcNow(), scope.Now, ct);
        return outcome;
    }

    private async Task<int> EndCredentialsAsync(ActScope scope, CancellationToken ct)
    {
        await RefuseOwnAsync(scope, ct);
        return await scope.Session.RevokeAllAsync(scope.Id, options.WallClock.GetUtcNow(), ct);
    }

    /// <summary>An adapter in this very process gets its credential at each start; how it is left out is said there.</summary>
    private async Task RefuseOwnAsync(ActScope scope, CancellationToken ct)
    {
        if ((await scope.Session.GoodTokensAsync(scope.Id, options.WallClock.GetUtcNow(), ct)).Any(SiteTokens.IsOwn))
            throw new RefusedException(Refusal.Because("site-in-process", ("site", scope.Id)));
    }
}

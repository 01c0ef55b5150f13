using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Api;

/// <summary>What an operator does with sites: registers and invites them, and acts on them after having seen what the act would do.</summary>
public interface ISiteOperations
{
    /// <summary>Who may speak for the site, now and after every change, until cancelled.</summary>
    IAsyncEnumerable<Live<SiteMembership>> WatchMembershipAsync(SiteId site, CancellationToken ct);

    /// <summary>A one-time token: the reply alone has it.</summary>
    Task<Outcome<EnrolmentOffered>> OfferEnrolmentAsync(SiteId site, OfferEnrolment terms, CancellationToken ct);

    /// <summary>The token that is out is good no more; null, or the trouble with it.</summary>
    Task<Trouble?> WithdrawEnrolmentAsync(SiteId site, string enrolment, CancellationToken ct);

    /// <summary>What the act would do; stores nothing.</summary>
    Task<Outcome<SiteActOutcome>> PreviewAsync(SiteId site, SiteAct act, CancellationToken ct);

    Task<Outcome<SiteActOutcome>> ActAsync(SiteId site, SiteAct act, CancellationToken ct);

    Task<Outcome<SiteView>> RegisterAsync(RegisterSite site, CancellationToken ct);
}

internal sealed class SiteOperationsApi(Door door, LiveQuery live) : ISiteOperations
{
    /// <summary>Somebody watches for the moment in which the site joins.</summary>
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(5);

    public IAsyncEnumerable<Live<SiteMembership>> WatchMembershipAsync(SiteId site, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.SiteOperations.GetMembershipAsync(site, token), change => change.Noun is "site" or "site-access" && change.Id == site.Value, ct, Watching);

    public Task<Outcome<EnrolmentOffered>> OfferEnrolmentAsync(SiteId site, OfferEnrolment terms, CancellationToken ct) =>
        door.AskAsync(client => client.SiteOperations.OfferEnrolmentAsync(site, terms, ct));

    public async Task<Trouble?> WithdrawEnrolmentAsync(SiteId site, string enrolment, CancellationToken ct) => (await door.AskAsync(async client =>
    {
        await client.SiteOperations.WithdrawEnrolmentAsync(site, enrolment, ct);
        return enrolment;
    })).Trouble;

    public Task<Outcome<SiteActOutcome>> PreviewAsync(SiteId site, SiteAct act, CancellationToken ct) => door.AskAsync(client => client.SiteOperations.PreviewActAsync(site, act, ct));

    public Task<Outcome<SiteActOutcome>> ActAsync(SiteId site, SiteAct act, CancellationToken ct) => door.AskAsync(client => client.SiteOperations.ActAsync(site, act, ct));

    public Task<Outcome<SiteView>> RegisterAsync(RegisterSite site, CancellationToken ct) => door.AskAsync(client => client.SiteOperations.RegisterAsync(site, ct));
}

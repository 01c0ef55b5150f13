using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>An Orchestrator that answers acts on sites as the test says, and remembers what it was asked.</summary>
internal sealed class FakeSiteOperations : ISiteOperations
{
    public FakeWatch<SiteMembership> Membership { get; } = new();
    public List<SiteAct> Previewed { get; } = [];
    public List<SiteAct> Done { get; } = [];
    public List<OfferEnrolment> Offered { get; } = [];
    public List<string> Withdrawn { get; } = [];
    public List<RegisterSite> Registered { get; } = [];
    public Outcome<SiteActOutcome> PreviewAnswer { get; set; } = Trouble.Unreachable;
    public Outcome<SiteActOutcome> ActAnswer { get; set; } = Trouble.Unreachable;
    public Outcome<EnrolmentOffered> OfferAnswer { get; set; } = Trouble.Unreachable;
    public Outcome<SiteView> RegisterAnswer { get; set; } = Trouble.Unreachable;

    public IAsyncEnumerable<Live<SiteMembership>> WatchMembershipAsync(SiteId site, CancellationToken ct) => Membership.WatchAsync(ct);

    public Task<Outcome<EnrolmentOffered>> OfferEnrolmentAsync(SiteId site, OfferEnrolment terms, CancellationToken ct)
    {
        Offered.Add(terms);
        return Task.FromResult(OfferAnswer);
    }

    public Task<Trouble?> WithdrawEnrolmentAsync(SiteId site, string enrolment, CancellationToken ct)
    {
        Withdrawn.Add(enrolment);
        return Task.FromResult<Trouble?>(null);
    }

    public Task<Outcome<SiteActOutcome>> PreviewAsync(SiteId site, SiteAct act, CancellationToken ct)
    {
        Previewed.Add(act);
        return Task.FromResult(PreviewAnswer);
    }

    public Task<Outcome<SiteActOutcome>> ActAsync(SiteId site, SiteAct act, CancellationToken ct)
    {
        Done.Add(act);
        return Task.FromResult(ActAnswer);
    }

    public Task<Outcome<SiteView>> RegisterAsync(RegisterSite site, CancellationToken ct)
    {
        Registered.Add(site);
        return Task.FromResult(RegisterAnswer);
    }
}

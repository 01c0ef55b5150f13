using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Client;

/// <summary>What operators do with sites: register and invite them, act on them, make their people. Reading a membership is for the site's people too.</summary>
public sealed class SiteOperationsClient(ApiConnection connection)
{
    /// <summary>A site that the public catalogue does not have.</summary>
    public Task<SiteView> RegisterAsync(RegisterSite body, CancellationToken ct = default) => connection.PostAsync<SiteView>("api/sites", body, ct);

    /// <summary>A one-time token and the command line to type at the site; the token is seen once.</summary>
    public Task<EnrolmentOffered> OfferEnrolmentAsync(SiteId site, OfferEnrolment body, CancellationToken ct = default) =>
        connection.PostAsync<EnrolmentOffered>($"api/sites/{site}/enrolments", body, ct);

    public Task WithdrawEnrolmentAsync(SiteId site, string enrolment, CancellationToken ct = default) =>
        connection.DeleteAsync($"api/sites/{site}/enrolments/{Uri.EscapeDataString(enrolment)}", ct);

    public Task<SiteMembership> GetMembershipAsync(SiteId site, CancellationToken ct = default) => connection.GetAsync<SiteMembership>($"api/sites/{site}/membership", ct);

    /// <summary>What the act would do to pools, leases and credentials; stores nothing.</summary>
    public Task<SiteActOutcome> PreviewActAsync(SiteId site, SiteAct body, CancellationToken ct = default) => connection.PostAsync<SiteActOutcome>($"api/sites/{site}/acts/preview", body, ct);

    public Task<SiteActOutcome> ActAsync(SiteId site, SiteAct body, CancellationToken ct = default) => connection.PostAsync<SiteActOutcome>($"api/sites/{site}/acts", body, ct);

    public Task<IReadOnlyList<SiteUserView>> ListUsersAsync(SiteId site, CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<SiteUserView>>($"api/sites/{site}/users", ct);

    public Task<SiteUserView> CreateUserAsync(SiteId site, CreateSiteUser body, CancellationToken ct = default) => connection.PostAsync<SiteUserView>($"api/sites/{site}/users", body, ct);
}

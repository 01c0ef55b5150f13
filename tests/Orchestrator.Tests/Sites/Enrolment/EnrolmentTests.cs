using ComputeNet.Client;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Tenants;

namespace ComputeNet.Orchestrator.Tests.Sites.Enrolment;

/// <summary>A one-time token becomes the site's own rotating credential; every other way in is refused by its code and on record.</summary>
public sealed class EnrolmentTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Fact]
    public async Task a_token_becomes_the_sites_credential_once()
    {
        var (site, offered) = await InviteAsync("wuhan-ai");
        offered.Command.ShouldBe($"computenet-adapter join http://localhost/ {offered.Token} --scheduler slurm");
        (await MembershipAsync(site)).State.ShouldBe(SiteMembershipState.Invited);

        var secret = AccessToken.NewSecret();
        var credential = await EnrolAsync(offered.Token, secret);
        credential.Site.ShouldBe(site);
        (credential.ExpiresAt - credential.RenewAfter).ShouldBe(TimeSpan.FromDays(20), "two thirds of its life are left");
        await DeclareAsync(secret, "wuhan-ai");
        (await EnrolAsync(offered.Token, secret)).ShouldBe(credential, "the answer may have been lost on the way");

        await host.Client(null).SiteAgent.EnrolAsync(new(offered.Token, HashOf(AccessToken.NewSecret()))).ShouldBeRefused(409, "enrolment-used");
        var membership = await Waiting.ToSeeAsync(() => MembershipAsync(site), m => m.Alarms.Count > 0);
        (membership.State, membership.Open, membership.Credential!.Id).ShouldBe((SiteMembershipState.Enrolled, null, credential.Id));
        membership.Alarms.Single().ShouldBe(new CredentialAlarm("enrolment-used", offered.Id, membership.Alarms[0].At));
        await AuditedAsync(site, "site_message_refused", "enrolment-used");
        await DeclareAsync(secret, "wuhan-ai");
    }

    [Fact]
    public async Task a_token_that_is_over_or_not_for_this_site_or_nobodys_is_refused_with_its_reason_and_on_record()
    {
        var (site, first) = await InviteAsync("tianjin-ai");
        var (_, second) = await InviteAsync("tianjin-ai");
        await TryAsync(first.Token).ShouldBeRefused(409, "enrolment-replaced");
        await TryAsync(second.Token, "hangzhou-ai").ShouldBeRefused(403, "enrolment-foreign");
        await (await OperatorAsync()).WithdrawEnrolmentAsync(site, second.Id);
        await TryAsync(second.Token).ShouldBeRefused(409, "enrolment-withdrawn");

        var (_, third) = await InviteAsync("tianjin-ai");
        host.Wall.Advance(TimeSpan.FromMinutes(61));
        await TryAsync(third.Token).ShouldBeRefused(409, "enrolment-expired");
        foreach (var code in new[] { "enrolment-replaced", "enrolment-foreign", "enrolment-withdrawn", "enrolment-expired" })
            await AuditedAsync(site, "site_message_refused", code);

        foreach (var nobodys in new[] { $"cnj_{new string('a', 43)}", await host.OperatorAsync(), "secret" })
            await TryAsync(nobodys).ShouldBeRefused(404, "enrolment-unknown");
        await Waiting.ToSeeAsync(async () => await AuditAsync(new AuditQuery { Action = "unknown_enrolment_tried" }), rows => rows.Count >= 3);
        (await MembershipAsync(site)).State.ShouldBe(SiteMembershipState.None);
    }

    [Fact]
    public async Task a_credential_renews_itself_with_both_good_for_a_while_and_the_old_one_shown_later_is_an_alarm()
    {
        var (site, offered) = await InviteAsync("harbin-ai");
        var (old, young) = (AccessToken.NewSecret(), AccessToken.NewSecret());
        var first = await EnrolAsync(offered.Token, old);
        var renewed = await host.Client(old).SiteAgent.RenewCredentialAsync(new(HashOf(young)));
        renewed.ExpiresAt.ShouldBeGreaterThanOrEqualTo(first.ExpiresAt);
        (await host.Client(old).SiteAgent.RenewCredentialAsync(new(HashOf(young)))).Id.ShouldBe(renewed.Id, "a crash before the answer was kept loses nothing");
        (await host.Client(young).SiteAgent.RenewCredentialAsync(new(HashOf(young)))).Id.ShouldBe(renewed.Id);
        await DeclareAsync(old, "harbin-ai");
        await DeclareAsync(young, "harbin-ai");
        await host.Client(young).SiteAgent.RenewCredentialAsync(new(HashOf(AccessToken.NewSecret()))).ShouldBeRefused(409, "credential-rotated-lately");
        (await MembershipAsync(site)).PreviousGoodUntil.ShouldBe(host.Wall.GetUtcNow().AddHours(1));
        (await MembershipAsync(site)).Alarms.ShouldBeEmpty();

        host.Wall.Advance(TimeSpan.FromMinutes(61));
        for (var times = 0; times < 3; times++)
            await host.Client(old).SiteAgent.GetOrdersAsync(0, 0).ShouldBeRefused(401, "token-refused");
        await DeclareAsync(young, "harbin-ai");
        (await Waiting.ToSeeAsync(() => MembershipAsync(site), m => m.Alarms.Count > 0)).Alarms.Single().ShouldSatisfyAllConditions(
            alarm => alarm.Code.ShouldBe("credential-rotated"), alarm => alarm.Secret.ShouldBe(first.Id));
        await AuditedAsync(site, "site_secret_reused", "credential-rotated");

        await (await OperatorAsync()).ActAsync(site, new SiteAct(SiteActKind.Rekey));
        (await MembershipAsync(site)).Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task who_renews_with_a_credential_that_somebody_else_has_renewed_is_refused_and_an_alarm()
    {
        var (site, offered) = await InviteAsync("shenyang-ai");
        var shared = AccessToken.NewSecret();
        await EnrolAsync(offered.Token, shared);
        await host.Client(shared).SiteAgent.RenewCredentialAsync(new(HashOf(AccessToken.NewSecret())));
        await host.Client(shared).SiteAgent.RenewCredentialAsync(new(HashOf(AccessToken.NewSecret()))).ShouldBeRefused(409, "credential-rotated");
        (await Waiting.ToSeeAsync(() => MembershipAsync(site), m => m.Alarms.Count > 0)).Alarms.Single().Code.ShouldBe("credential-rotated");
    }

    [Fact]
    public async Task a_credential_that_is_somebodys_already_and_a_token_that_an_operator_made_are_not_renewed_into()
    {
        var (_, offered) = await InviteAsync("nanjing-ic");
        var taken = await host.TokenAsync("site-chengdu-ic", Roles.Site, site: "chengdu-ic", scope: TokenScopes.Site);
        await host.Client(null).SiteAgent.EnrolAsync(new(offered.Token, HashOf(taken))).ShouldBeRefused(422, "credential-not-fresh");
        await host.Client(taken).SiteAgent.RenewCredentialAsync(new(HashOf(AccessToken.NewSecret()))).ShouldBeRefused(409, "credential-not-rotating");
        await host.Client(null).SiteAgent.EnrolAsync(new(offered.Token, "ABC")).ShouldBeRefused(422, "invalid-fields");
    }

    [Fact]
    public async Task joining_anew_ends_whatever_spoke_for_the_site_before()
    {
        var byHand = await host.TokenAsync("site-zhongyuan-ai", Roles.Site, site: "zhongyuan-ai", scope: TokenScopes.Site);
        await DeclareAsync(byHand, "zhongyuan-ai");
        var secret = AccessToken.NewSecret();
        await EnrolAsync((await InviteAsync("zhongyuan-ai")).Offered.Token, secret);
        await host.Client(byHand).SiteAgent.GetOrdersAsync(0, 0).ShouldBeRefused(401, "token-refused");
        var again = AccessToken.NewSecret();
        await EnrolAsync((await InviteAsync("zhongyuan-ai")).Offered.Token, again);
        await host.Client(secret).SiteAgent.GetOrdersAsync(0, 0).ShouldBeRefused(401, "token-refused");
        await DeclareAsync(again, "zhongyuan-ai");
    }

    [Fact]
    public async Task no_secret_is_in_the_ledger()
    {
        var (_, offered) = await InviteAsync("hebei-ai");
        var secret = AccessToken.NewSecret();
        await EnrolAsync(offered.Token, secret);
        var everything = await DatabaseText.OfAsync(host.ConnectionString);
        everything.ShouldContain(offered.Id);
        everything.ShouldNotContain(offered.Token);
        everything.ShouldNotContain(secret);
    }

    private static string HashOf(string secret) => AccessToken.HashOf(secret);

    private Task<SiteCredential> EnrolAsync(string token, string secret) => host.Client(null).SiteAgent.EnrolAsync(new(token, HashOf(secret)));

    private Task<SiteCredential> TryAsync(string token, string? site = null) =>
        host.Client(null).SiteAgent.EnrolAsync(new(token, HashOf(AccessToken.NewSecret()), site is null ? null : new SiteId(site)));

    private async Task<SiteOperationsClient> OperatorAsync() => host.Client(await host.OperatorAsync()).SiteOperations;

    private async Task<(SiteId Site, EnrolmentOffered Offered)> InviteAsync(string site) =>
        (new(site), await (await OperatorAsync()).OfferEnrolmentAsync(new(site), new OfferEnrolment { Scheduler = "slurm" }));

    private async Task<SiteMembership> MembershipAsync(SiteId site) => await (await OperatorAsync()).GetMembershipAsync(site);

    private Task DeclareAsync(string secret, string site) => new TestSite(host.Client(secret), site).DeclareAsync(TestSite.Pool($"{site}.cpu", Architecture.Cpu, "cpu-core", 8));

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync(AuditQuery query) => (await host.Client(await host.OperatorAsync()).Audit.ListAsync(query)).Items;

    private Task AuditedAsync(SiteId site, string action, string code) =>
        Waiting.ToSeeAsync(() => AuditAsync(new AuditQuery { Noun = "site", Target = site.Value, Action = action }), rows => rows.Any(r => r.Facts.GetValueOrDefault("code") == code));
}

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>A site that no catalogue knows, registered by an operator: whoever asks the catalogue sees it, also after a restart. And its people see it alone.</summary>
public sealed class RegisteredSitesTests(ListeningHost host) : IClassFixture<ListeningHost>
{
    private static readonly RegisterSite Lab = new(new("lab-7"), "七号实验室", "Lab 7", new("shanghai"), SiteKind.Intelligent) { Operator = "Lab Ltd" };

    [Fact]
    public async Task a_registered_site_is_planned_on_shown_and_known_again_after_a_restart()
    {
        var operators = host.Client(await host.OperatorAsync());
        var view = await operators.SiteOperations.RegisterAsync(Lab);
        (view.Summary.NameZh, view.Summary.Operator, view.Summary.State).ShouldBe(("七号实验室", "Lab Ltd", SiteState.Unjoined));
        (await operators.ListSitesAsync()).ShouldContain(s => s.Id == Lab.Id);
        (await operators.ListLatenciesAsync(new("shanghai"))).ShouldContain(l => l.Site == Lab.Id);
        await operators.SiteOperations.RegisterAsync(Lab).ShouldBeRefused(409, "site-exists");
        await operators.SiteOperations.RegisterAsync(Lab with { Id = new("hangzhou-ai") }).ShouldBeRefused(409, "site-exists");
        await operators.SiteOperations.RegisterAsync(Lab with { Id = new("lab-7.annex") }).ShouldBeRefused(422, "site-id-nested");
        await operators.SiteOperations.RegisterAsync(Lab with { Id = new("aws") }).ShouldBeRefused(422, "site-id-nested");
        await operators.SiteOperations.RegisterAsync(Lab with { Id = new("lab-8"), Place = new("atlantis") }).ShouldBeRefused(422, "place-unknown");

        await host.GoAwayAsync();
        await host.ComeBackAsync();

        var site = await host.SiteAsync("lab-7");
        await site.DeclareAsync(TestSite.Pool("lab-7.npu", Architecture.Ascend, "huawei-ascend-910b", 8));
        var tenant = host.Client(await host.TenantAsync());
        var id = (await tenant.SubmitAsync(new SubmitWorkload
        {
            Name = "at the lab",
            Variants = [new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
        })).Id;
        (await site.FirstOrdersAsync()).Orders.Single().Workload.ShouldBe(id);
        (await host.Client(await host.OperatorAsync()).GetSiteAsync(Lab.Id)).Summary.State.ShouldBe(SiteState.Online);
    }

    [Fact]
    public async Task a_person_of_a_site_signs_in_and_sees_that_site_and_what_runs_there_but_not_whose_it_is()
    {
        var operators = host.Client(await host.OperatorAsync()).SiteOperations;
        var home = new SiteId("hangzhou-ai");
        (await operators.CreateUserAsync(home, new(new("li"), "a good password"))).Site.ShouldBe(home);
        (await operators.ListUsersAsync(home)).Single().User.Value.ShouldBe("li");
        await operators.CreateUserAsync(home, new(new("li"), "a good password")).ShouldBeRefused(409, "user-exists");
        await operators.CreateUserAsync(new("nowhere"), new(new("wang"), "a good password")).ShouldBeRefused(404, "site-unknown");

        var session = await host.Client(null).SignInAsync(new SignIn("li", "a good password"));
        (session.Identity.Role, session.Identity.Site, session.Identity.Tenant).ShouldBe((Roles.SiteOperator, home, null));
        var li = host.Client(session.Token);
        (await li.ListSitesAsync()).Single().Id.ShouldBe(home);
        await li.GetSiteAsync(new("wuhan-ai")).ShouldBeRefused(403, "role-not-allowed");

        var site = await host.SiteAsync();
        await site.DeclareAsync(TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 8));
        await host.Client(await host.TenantAsync()).SubmitAsync(new SubmitWorkload
        {
            Name = "secret name",
            Variants = [new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["secret-command"] }],
            Placement = new PlacementWishes { AllowedSites = [home] },
        });
        var order = (await site.FirstOrdersAsync()).Orders.Single();
        using var response = await host.Http(session.Token).GetAsync(new Uri("api/sites/hangzhou-ai", UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain(order.Job.Value);
        text.ShouldNotContain("secret");
        text.ShouldNotContain("demo");
        (await li.SiteOperations.GetMembershipAsync(home)).State.ShouldBe(SiteMembershipState.Enrolled);
        await li.GetWorkloadAsync(order.Workload).ShouldBeRefused(403, "role-not-allowed");
        (await host.CommandsOfAsync("site.hangzhou-ai", "site_message_refused")).ShouldBe(0, "what a person was refused is not a message of the site");
        await li.SignOutAsync();
        await li.WhoAmIAsync().ShouldBeRefused(401, "token-refused");
    }
}

using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;

namespace ComputeNet.Orchestrator.Tests.Sites.Enrolment;

/// <summary>The real executable, started by the very command line that the operator got, against the real Orchestrator.</summary>
public sealed class JoinTests(JoinTests.ShortCredentials host) : IClassFixture<JoinTests.ShortCredentials>
{
    /// <summary>Credentials that the agent renews every twenty seconds; by the machine's clock, since the agent is a process of its own. A message may be on its way for longer than a moment on a busy machine.</summary>
    public sealed class ShortCredentials(PostgresServer postgres) : ListeningHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options) =>
            (options.WallClock, options.SiteCredentialLifetime, options.SiteCredentialOverlap) = (TimeProvider.System, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(15));

        public async Task<ComputeNetClient> SignInAsync(string user, string password)
        {
            var session = await Client(null).SignInAsync(new SignIn(user, password));
            return Client(session.Token);
        }
    }

    /// <summary>For a process that starts on a machine that is busy with other tests.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task the_command_line_makes_a_registered_site_serve_and_a_later_start_needs_the_folder_only()
    {
        var data = Directory.CreateTempSubdirectory("join-").FullName;
        var operators = await host.SignInAsync("operator", OrchestratorHost.OperatorPassword);
        var lab = (await operators.SiteOperations.RegisterAsync(new RegisterSite(new("lab-9"), "九号实验室", "Lab 9", new("hangzhou"), SiteKind.Intelligent))).Summary.Id;
        var offered = await operators.SiteOperations.OfferEnrolmentAsync(lab, new OfferEnrolment { Scheduler = "simulated" });
        string[] line = [.. offered.Command.Split(' ')[1..], "--data", data, "--Simulated:Like=hangzhou-ai"];
        var agent = new AdapterProcess(line);
        try
        {
            var site = await Waiting.ToSeeAsync(() => operators.GetSiteAsync(lab), s => s.Summary.State == SiteState.Online && s.Pools.Count > 0, Patience);
            site.Pools.ShouldAllBe(p => p.Id.Value.StartsWith("lab-9."));
            var kept = Path.Combine(data, "credential.json");
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(kept).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            agent.Said.ShouldNotContain(offered.Token);

            var first = (await operators.SiteOperations.GetMembershipAsync(lab)).Credential!.Id;
            await Waiting.ToSeeAsync(() => operators.SiteOperations.GetMembershipAsync(lab), m => m.Credential!.Id != first && m.PreviousGoodUntil is null, Patience);
            agent.Dispose();
            agent = new AdapterProcess(["run", "--data", data]);
            var tenant = await host.SignInAsync("tenant", OrchestratorHost.TenantPassword);
            var id = (await tenant.SubmitAsync(new SubmitWorkload
            {
                Name = "at the lab",
                Variants = [new Variant { Architecture = site.Pools[0].Architecture, DevicesPerMember = 1, TimeLimitSeconds = 600, Command = ["true"] }],
                Placement = new PlacementWishes { AllowedSites = [lab] },
            })).Id;
            await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(id), w => w.Summary.Phase is WorkloadPhase.Starting or WorkloadPhase.Running or WorkloadPhase.Finished, Patience);
            (await operators.SiteOperations.GetMembershipAsync(lab)).Alarms.ShouldBeEmpty(agent.Said);

            using var again = new AdapterProcess([.. offered.Command.Split(' ')[1..], "--data", Path.Combine(data, "thief")]);
            (await again.EndAsync()).ShouldBe(1, again.Said);
            again.Said.ShouldContain("enrolment-used");
        }
        finally
        {
            agent.Dispose();
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task a_centre_that_is_not_there_costs_no_token()
    {
        using var agent = new AdapterProcess(["join", "http://127.0.0.1:1/", "cnj_x", "--scheduler", "local", "--data", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())]);
        (await agent.EndAsync()).ShouldBe(1, agent.Said);
        agent.Said.ShouldContain("The token is still good");
    }
}

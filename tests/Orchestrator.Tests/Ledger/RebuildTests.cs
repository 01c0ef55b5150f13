using System.Text.Json;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Policies;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Domain.Tenants;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;
using ComputeNet.Service.Tenants;
using Marten;

namespace ComputeNet.Orchestrator.Tests.Ledger;

/// <summary>The events are the truth: everything that is read can be made again from them.</summary>
public sealed class RebuildTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task every_projection_rebuilds_to_the_same_views()
    {
        await WalkAsync();
        var before = await SnapshotsAsync();
        before.Keys.Select(k => k.Split('/')[0]).Distinct().Order().ShouldBe(["policy", "pool", "site", "site-access", "tenant", "workflow", "workload"]);

        using var daemon = await host.Store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<Site>(Limit, CancellationToken.None);
        await daemon.RebuildProjectionAsync<SiteAccess>(Limit, CancellationToken.None);
        await daemon.RebuildProjectionAsync<Pool>(Limit, CancellationToken.None);
        await daemon.RebuildProjectionAsync<Workload>(Limit, CancellationToken.None);
        await daemon.RebuildProjectionAsync<Workflow>(Limit, CancellationToken.None);
        await daemon.RebuildProjectionAsync<Policy>(Limit, CancellationToken.None);
        await daemon.RebuildProjectionAsync<Tenant>(Limit, CancellationToken.None);

        var after = await SnapshotsAsync();
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        foreach (var (id, view) in before)
            after[id].ShouldBe(view);
    }

    [Fact]
    public async Task a_snapshots_revision_is_its_streams_version()
    {
        await WalkAsync();
        await using var session = host.Store.QuerySession();
        var revisions = (await session.Query<Pool>().ToListAsync()).Select(p => (p.Id, p.Revision))
            .Concat((await session.Query<Workflow>().ToListAsync()).Select(w => (w.Id, w.Revision)))
            .Concat((await session.Query<SiteAccess>().ToListAsync()).Select(a => (a.Id, a.Revision)))
            .Concat((await session.Query<Site>().ToListAsync()).Select(s => (s.Id, s.Revision)))
            .Concat((await session.Query<Workload>().ToListAsync()).Select(w => (w.Id, w.Revision)));

        foreach (var (stream, revision) in revisions)
            (await session.Events.FetchStreamStateAsync(stream))!.Version.ShouldBe(revision, stream);
    }

    private async Task WalkAsync()
    {
        var tenant = host.Client(await host.TenantAsync());
        var policy = await tenant.GetPolicyAsync();
        await host.Client(await host.OperatorAsync()).SetPolicyAsync(new SetPolicy(1, 1, 2, 100, 0.002m, 5 + policy.Version, 24, 15), policy.Version);
        await SecretsAsync();
        var site = await host.SiteAsync();
        await site.DeclareAsync(TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 64));
        await tenant.SubmitAsync(One);
        var flow = await tenant.Workflows.SubmitAsync(new SubmitWorkflow { Name = "two", Stages = [One, One with { Name = "then" }], Flows = [new("one", "then", 5)] });
        await tenant.Workflows.CancelAsync(flow.Id);
        var orders = await site.FirstOrdersAsync();
        await site.ReportAsync(orders.Version, [orders.Orders[0].Job], TestSite.Sighting(orders.Orders[0], JobState.Running));
        await site.ReportAsync(orders.Version, [orders.Orders[0].Job], TestSite.Sighting(orders.Orders[0], JobState.Succeeded));
        // What a later round would still add must be there before anything is compared.
        await Waiting.ToSeeAsync(() => tenant.Workflows.GetAsync(flow.Id), w => w.Summary.Outcome is not null);
    }

    /// <summary>Everything that may happen to the secrets of a site, and its end.</summary>
    private async Task SecretsAsync()
    {
        var operators = host.Client(await host.OperatorAsync()).SiteOperations;
        var (id, first, second) = (new SiteId("wuhan-ai"), AccessToken.NewSecret(), AccessToken.NewSecret());
        await operators.OfferEnrolmentAsync(id, new OfferEnrolment());
        var offered = await operators.OfferEnrolmentAsync(id, new OfferEnrolment());
        await host.Client(null).SiteAgent.EnrolAsync(new(offered.Token, AccessToken.HashOf(first)));
        await host.Client(first).SiteAgent.RenewCredentialAsync(new(AccessToken.HashOf(second)));
        await new TestSite(host.Client(second), "wuhan-ai").DeclareAsync(TestSite.Pool("wuhan-ai.cpu", Architecture.Cpu, "cpu-core", 8));
        await operators.ActAsync(id, new SiteAct(SiteActKind.Cap) { Caps = [new(new("wuhan-ai.cpu"), 4)] });
        await operators.ActAsync(id, new SiteAct(SiteActKind.Rekey, "lost"));
        await operators.ActAsync(id, new SiteAct(SiteActKind.Remove, "over"));
    }

    private static SubmitWorkload One => new()
    {
        Name = "one",
        Variants = [new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 4, TimeLimitSeconds = 60, Command = ["train"] }],
    };

    private async Task<Dictionary<string, string>> SnapshotsAsync()
    {
        await using var session = host.Store.QuerySession();
        var all = new Dictionary<string, string>();
        foreach (var site in await session.Query<Site>().ToListAsync()) all[site.Id] = Text(site);
        foreach (var access in await session.Query<SiteAccess>().ToListAsync()) all[access.Id] = Text(access);
        foreach (var pool in await session.Query<Pool>().ToListAsync()) all[pool.Id] = Text(pool);
        foreach (var workload in await session.Query<Workload>().ToListAsync()) all[workload.Id] = Text(workload);
        foreach (var workflow in await session.Query<Workflow>().ToListAsync()) all[workflow.Id] = Text(workflow);
        foreach (var policy in await session.Query<Policy>().ToListAsync()) all[policy.Id] = Text(policy);
        foreach (var tenant in await session.Query<Tenant>().ToListAsync()) all[tenant.Id] = Text(tenant);
        return all;
    }

    private static string Text<T>(T view) => JsonSerializer.Serialize(view, WireFormat.Json);
}

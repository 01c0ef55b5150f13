using ComputeNet.Client;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;

namespace ComputeNet.Orchestrator.Tests.Workflows;

/// <summary>Workflows through the API, with two sites that answer by hand.</summary>
public sealed class WorkflowTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_stage_is_ordered_when_its_input_is_there_and_pays_for_moving_it()
    {
        var (east, west, tenant) = await NetworkAsync();
        var accepted = await tenant.Workflows.SubmitAsync(Flow("east", "west", 20));

        var first = (await east.FirstOrdersAsync()).Orders.ShouldHaveSingleItem();
        first.Job.Value.ShouldBe($"{accepted.Stages[0]}.1");
        var before = await Waiting.ToSeeAsync(() => tenant.Workflows.GetAsync(accepted.Id), v => v.Stages[0].Place is { IsPlanned: false } && v.Stages[1].Place is not null);
        before.Stages[1].WaitsFor.ShouldBe(["prepare"]);
        before.Stages[1].Place.ShouldBe(new StagePlace(
            west.Id, new("wuxi-nscc.npu"), Architecture.Ascend, true, null, null, 10, 10, null, Provenance.Unknown), "20 GB at half a yuan; nobody knows how fast");
        before.Summary.Stages.ShouldBe(new StageCounts(1, 0, 1, 0, 0));
        var held = (await tenant.GetWorkloadAsync(accepted.Stages[1])).Summary;
        (held.Phase, held.Forecast!.Why!.Code, held.Workflow).ShouldBe((WorkloadPhase.Pending, "inputs-awaited", accepted.Id));
        (await tenant.GetDecisionAsync(accepted.Stages[1])).WhyPending!.Code.ShouldBe("inputs-awaited");
        (await west.OrdersAsync()).Orders.ShouldBeEmpty();

        await EndAsync(east, JobState.Succeeded);
        await west.FirstOrdersAsync();
        var running = await tenant.Workflows.GetAsync(accepted.Id);
        running.Stages[1].Place.ShouldBe(running.Stages[1].Place! with { IsPlanned = false, ComputeYuan = 10, EgressYuan = 10, TransferHours = null });
        (await tenant.GetWorkloadAsync(accepted.Stages[1])).Timeline.ShouldContain(e => e.Kind == "workload_inputs_ready" && e.Facts["sites"] == "hangzhou-ai" && e.Facts["gigabytes"] == "20");

        await EndAsync(west, JobState.Succeeded);
        var done = await Waiting.ToSeeAsync(() => tenant.Workflows.GetAsync(accepted.Id), v => v.Summary.Outcome is not null);
        done.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        done.Stages.Select(s => s.Outcome).ShouldBe([WorkloadOutcome.Succeeded, WorkloadOutcome.Succeeded]);
        (await tenant.Workflows.ListAsync(new WorkflowQuery(Open: false))).Items.ShouldHaveSingleItem().Id.ShouldBe(accepted.Id);
        (await tenant.Workflows.ListAsync(new WorkflowQuery(Open: true))).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task the_first_stage_goes_where_the_second_must_run_if_that_is_cheaper_together()
    {
        var (east, _, tenant) = await NetworkAsync(westYuan: 9);
        var free = Job("prepare");
        var accepted = await tenant.Workflows.SubmitAsync(new SubmitWorkflow { Name = "near", Stages = [free, Job("train", "east")], Flows = [new("prepare", "train", 100)] });

        (await east.FirstOrdersAsync()).Orders.ShouldHaveSingleItem().Job.Value.ShouldBe($"{accepted.Stages[0]}.1");

        var decision = await tenant.GetDecisionAsync(accepted.Stages[0]);
        long Ahead(string pool) => decision.Candidates.Single(c => c.Pool.Value == pool).Terms.Single(t => t.Objective == "successors").MicroYuan;
        (Ahead("hangzhou-ai.npu"), Ahead("wuxi-nscc.npu")).ShouldBe((0, 50_000_000));
        // Alone it goes where it is cheapest.
        var alone = await tenant.PreviewAsync(free);
        alone.Candidates[0].Site.Value.ShouldBe("wuxi-nscc");
    }

    [Fact]
    public async Task measured_links_make_hours_that_the_run_is_given()
    {
        var (east, west, tenant) = await NetworkAsync(links: [("hangzhou-ai", 20), ("wuxi-nscc", 10)]);
        var accepted = await tenant.Workflows.SubmitAsync(Flow("east", "west", 36));
        await EndAsync(east, JobState.Succeeded);

        var order = (await west.FirstOrdersAsync()).Orders.ShouldHaveSingleItem();

        (order.Variant.ExpectedSeconds, order.Variant.TimeLimitSeconds).ShouldBe((2 * 3600, 2 * 3600), "36 GB at 10 MB/s are an hour before the hour of work");
        var place = (await tenant.Workflows.GetAsync(accepted.Id)).Stages[1].Place!;
        (place.TransferHours, place.ComputeYuan, place.TransferProvenance.Basis).ShouldBe((1, 20, Basis.Estimated));
    }

    [Fact]
    public async Task when_a_stage_fails_those_after_it_end_with_the_reason()
    {
        var (east, _, tenant) = await NetworkAsync();
        var accepted = await tenant.Workflows.SubmitAsync(Flow("east", "west", 1) with
        {
            Stages = [Job("prepare", "east"), Job("train", "west"), Job("report", "west")],
            Flows = [new("prepare", "train"), new("train", "report")],
        });
        await EndAsync(east, JobState.Failed);

        var ended = await Waiting.ToSeeAsync(() => tenant.Workflows.GetAsync(accepted.Id), v => v.Summary.Outcome is not null);

        ended.Summary.Outcome.ShouldBe(WorkloadOutcome.Failed);
        ended.Stages.Select(s => s.Outcome).ShouldBe([WorkloadOutcome.Failed, WorkloadOutcome.Cancelled, WorkloadOutcome.Cancelled]);
        ended.Stages.Select(s => s.Why?.Code).ShouldBe([null, "predecessor-ended", "predecessor-ended"]);
        ended.Stages[2].Why!.Facts["stage"].ShouldBe("train");
        ended.Stages.ShouldAllBe(s => s.WaitsFor.Count == 0);
    }

    [Fact]
    public async Task cancelling_stops_what_runs_and_ends_what_waits()
    {
        var (east, _, tenant) = await NetworkAsync();
        var accepted = await tenant.Workflows.SubmitAsync(Flow("east", "west", 1));
        var orders = await east.FirstOrdersAsync();

        var asked = await tenant.Workflows.CancelAsync(accepted.Id);

        asked.Summary.CancelRequested.ShouldBeTrue();
        asked.Stages[1].Outcome.ShouldBe(WorkloadOutcome.Cancelled);
        await Waiting.UntilAsync(async () => (await east.OrdersAsync()).Orders.Count == 0);
        await east.ReportAsync(orders.Version, [], TestSite.Sighting(orders.Orders[0], JobState.Stopped));
        (await Waiting.ToSeeAsync(() => tenant.Workflows.GetAsync(accepted.Id), v => v.Summary.Outcome is not null)).Summary.Outcome.ShouldBe(WorkloadOutcome.Cancelled);
        (await tenant.Workflows.CancelAsync(accepted.Id)).Summary.Outcome.ShouldBe(WorkloadOutcome.Cancelled, "once more changes nothing");
    }

    [Fact]
    public async Task the_same_key_submits_once_and_only_its_tenant_and_operators_see_it()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var rival = _host.Client(await _host.TenantAsync("rival"));
        var first = await tenant.Workflows.SubmitAsync(Flow("east", "west", 1), idempotencyKey: "one-key-for-it");
        var again = await tenant.Workflows.SubmitAsync(Flow("east", "west", 1), idempotencyKey: "one-key-for-it");

        (again.Id, again.Stages[1]).ShouldBe((first.Id, first.Stages[1]));
        (await tenant.Workflows.ListAsync(new WorkflowQuery())).Items.Count.ShouldBe(1);
        (await rival.Workflows.ListAsync(new WorkflowQuery())).Items.ShouldBeEmpty();
        (await Should.ThrowAsync<ApiRefusedException>(() => rival.Workflows.GetAsync(first.Id))).Problem.Code.ShouldBe("workflow-unknown");
        (await Should.ThrowAsync<ApiRefusedException>(() => rival.Workflows.CancelAsync(first.Id))).Problem.Code.ShouldBe("workflow-unknown");
        (await _host.Client(await _host.OperatorAsync()).Workflows.GetAsync(first.Id)).Summary.Tenant.Value.ShouldBe("demo");
        var told = await Waiting.ToSeeAsync(() => tenant.Audit.ListAsync(new() { Target = first.Id.Value }), page => page.Items.Count > 0);
        told.Items.ShouldHaveSingleItem().Action.ShouldBe("workflow_submitted");
        (await rival.Audit.ListAsync(new() { Target = first.Id.Value })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task an_odd_graph_is_refused_by_field()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        async Task<IReadOnlyDictionary<string, string[]>> Errors(SubmitWorkflow odd) =>
            (await Should.ThrowAsync<ApiRefusedException>(() => tenant.Workflows.SubmitAsync(odd))).Problem.Errors!;

        (await Errors(new SubmitWorkflow { Name = "", Stages = [] })).Keys.ShouldBe(["name", "stages"], ignoreOrder: true);
        (await Errors(new SubmitWorkflow { Name = "twice", Stages = [Job("a"), Job("a")] })).Keys.ShouldBe(["stages[0]", "stages[1]"], ignoreOrder: true);
        (await Errors(new SubmitWorkflow { Name = "whose", Stages = [Job("a") with { Tenant = new("demo") }] })).Keys.ShouldBe(["stages[0]"]);
        (await Errors(new SubmitWorkflow { Name = "many", Stages = [.. Enumerable.Range(0, 51).Select(i => Job($"s{i}"))] })).Keys.ShouldBe(["stages"]);
        var odd = await Errors(new SubmitWorkflow { Name = "odd", Stages = [Job("a"), Job("b")], Flows = [new("a", "x"), new("y", "b"), new("a", "b", -1), new("a", "b")] });
        odd.Keys.ShouldBe(["flows[0]", "flows[1]", "flows[2]", "flows[2].gigabytes", "flows[3]"], ignoreOrder: true);
        odd["flows[0]"].ShouldBe(["to must name a stage, not 'x'."]);
        (await Errors(new SubmitWorkflow { Name = "circle", Stages = [Job("a"), Job("b"), Job("c")], Flows = [new("a", "b"), new("b", "c"), new("c", "b")] }))["flows"]
            .ShouldBe(["must not lead in a circle: 'b' would wait for itself."]);
        (await Errors(new SubmitWorkflow { Name = "self", Stages = [Job("a")], Flows = [new("a", "a")] })).Keys.ShouldBe(["flows"]);
    }

    private async Task<(TestSite East, TestSite West, ComputeNetClient Tenant)> NetworkAsync(decimal westYuan = 10, (string Site, double MegabytesPerSecond)[]? links = null)
    {
        if (links is not null)
        {
            var operators = _host.Client(await _host.OperatorAsync());
            var view = await operators.GetPolicyAsync();
            await operators.SetPolicyAsync(new SetPolicy(1, 1, 1, 100, 0.002m, 5, 24, 15)
            {
                Sites = [.. links.Select(l => new SitePolicy(new(l.Site)) { LinkMegabytesPerSecond = l.MegabytesPerSecond })],
            }, view.Version);
        }
        return (await SiteAsync("hangzhou-ai", 10), await SiteAsync("wuxi-nscc", westYuan), _host.Client(await _host.TenantAsync()));
    }

    private async Task<TestSite> SiteAsync(string id, decimal yuan)
    {
        var site = await _host.SiteAsync(id);
        await site.DeclareAsync(TestSite.Pool($"{id}.npu", Architecture.Ascend, "huawei-ascend-910b", 8, yuan));
        return site;
    }

    private static async Task EndAsync(TestSite site, JobState end)
    {
        var orders = await site.FirstOrdersAsync();
        await site.ReportAsync(orders.Version, [], TestSite.Sighting(orders.Orders[0], end));
    }

    private static SubmitWorkflow Flow(string prepareAt, string trainAt, double gigabytes) => new()
    {
        Name = "nightly",
        Stages = [Job("prepare", prepareAt), Job("train", trainAt)],
        Flows = [new("prepare", "train", gigabytes)],
    };

    private static SubmitWorkload Job(string name, string? at = null) => new()
    {
        Name = name,
        Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 1, ExpectedSeconds = 3600, TimeLimitSeconds = 3600, Command = ["run", name] }],
        Placement = at is null ? new() : new() { AllowedSites = [new(at == "east" ? "hangzhou-ai" : "wuxi-nscc")] },
    };
}

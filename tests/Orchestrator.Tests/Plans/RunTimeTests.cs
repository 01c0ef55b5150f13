using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>What a tenant says about one device model becomes run time and limit on the one that is chosen, up to the site's order.</summary>
public sealed class RunTimeTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task the_order_carries_the_run_time_and_limit_of_the_chosen_model()
    {
        var site = await _host.SiteAsync();
        await site.DeclareAsync(TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 8));
        var tenant = _host.Client(await _host.TenantAsync());
        // The catalogue has 256 TFLOPS for the 910 of 2019 and 320 for the 910B: the same work takes 0.8 of the time.
        var accepted = await tenant.SubmitAsync(new SubmitWorkload
        {
            Name = "scaled",
            Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 1, ExpectedSeconds = 1000, TimeLimitSeconds = 2000, ReferenceModel = new("huawei-ascend-910"), Command = ["train"] }],
        });

        var order = (await site.FirstOrdersAsync()).Orders.ShouldHaveSingleItem();

        (order.Variant.ExpectedSeconds, order.Variant.TimeLimitSeconds).ShouldBe((800, 1600));
        var chosen = (await tenant.GetDecisionAsync(accepted.Id)).Candidates.Single(c => c.Verdict == CandidateVerdict.Chosen);
        chosen.RunTime.ShouldBe(new CandidateRunTime(800, 1600, Basis.Assumed));
        (chosen.End - chosen.Start).ShouldBe(TimeSpan.FromSeconds(800));
    }

    [Fact]
    public async Task a_throughput_without_steps_or_with_a_model_twice_is_refused_by_field()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        Throughput[] twice = [new(new("nvidia-h100-sxm5"), 2, Basis.Measured), new(new("nvidia-h100-sxm5"), 3, Basis.Unknown)];

        var problem = await Should.ThrowAsync<Client.ApiRefusedException>(() => tenant.SubmitAsync(new SubmitWorkload
        {
            Name = "odd",
            Variants = [new() { Architecture = Architecture.Cuda, DevicesPerMember = 1, TimeLimitSeconds = 60, Throughput = twice, Command = ["train"] }],
        }));

        problem.Problem!.Errors!.Keys.ShouldBe(["variants[0].steps", "variants[0].throughput", "variants[0].throughput[1].basis"], ignoreOrder: true);
    }
}

using ComputeNet.Brain;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;
using ComputeNet.Service.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Orchestrator.Tests.Plans;

public sealed class OnlineOffersTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task an_arrival_finds_taken_what_one_from_elsewhere_was_offered_before_it()
    {
        var site = await _host.SiteAsync();
        await site.DeclareAsync(TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 1));
        var snapshot = await _host.Services.GetRequiredService<ProblemSnapshot>().TakeAsync(TestContext.Current.CancellationToken);
        var picture = new Picture(null, snapshot.Problem, snapshot.Policy, Planner.Solve(snapshot.Problem, snapshot.Policy)) { Prices = snapshot.Prices };
        var offers = _host.Services.GetRequiredService<OnlineOffers>();

        var starts = new[] { "beijing", "shanghai", null, "beijing" }.Select((place, i) => offers.Take(picture, Demand(i, place, picture))!.StartSlot).ToList();

        starts.Distinct().Count().ShouldBe(4, "one device, four runs one after the other");
        offers.Take(picture with { }, Demand(4, null, picture))!.StartSlot.ShouldBe(0, "the next round starts afresh");
    }

    private static Demand Demand(int number, string? place, Picture picture) => Brain.Problem.Demand.For(new($"w-{number}"), new("demo"), picture.Problem.Now, new SubmitWorkload
    {
        Name = "one",
        Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 1, TimeLimitSeconds = 600, Command = ["train"] }],
        Placement = new() { ClientPlace = place is null ? null : new PlaceId(place) },
    });
}

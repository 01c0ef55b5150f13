using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Adapters.Tests.Simulated;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Host;

/// <summary>Whatever happens while the centre is away, the ledger gets its true times afterwards, also from an agent that was restarted in between.</summary>
public sealed class CentreAwayTests : IAsyncLifetime
{
    private const string Site = "hangzhou-ai";

    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly CentreStandIn centre = new();
    private readonly List<SimulatedClient> clients = [];

    public async ValueTask InitializeAsync() => await centre.StartAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task the_states_of_a_job_are_told_in_order_with_their_times_after_an_outage(bool agentDies)
    {
        var (scheduler, order) = (Flaky(), SimulatedWorld.Order("w-1.1", seconds: 7200, limit: 9000));
        centre.Order(Site, Orders.Set(1, order));
        var agent = new AgentRun(centre, folder.Path, clock, scheduler: scheduler);
        var starting = await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Starting);
        await centre.StopAsync();
        clock.Advance(TimeSpan.FromMinutes(10));
        scheduler.AwaitReports(3);
        var runningSeen = clock.GetUtcNow();
        if (agentDies)
        {
            await agent.DisposeAsync();
            agent = new AgentRun(centre, folder.Path, clock, scheduler: scheduler = Flaky());
        }
        clock.Advance(TimeSpan.FromHours(5));
        scheduler.AwaitReports(3);
        await centre.StartAsync();
        var end = await centre.HearsOfAsync("w-1.1", s => s.State.IsTerminal());
        await agent.DisposeAsync();

        var told = centre.HeardOf(Site).SelectMany(h => h.Report?.Sightings ?? []).Where(s => s.Job == order.Job).ToList();
        told.Select(s => s.State).Distinct().ShouldBe([JobState.Starting, JobState.Running, JobState.Succeeded]);
        var running = told.First(s => s.State == JobState.Running);
        running.StartedAt.ShouldBe(end.StartedAt);
        running.ObservedAt.ShouldBe(runningSeen, "seen then, told now");
        running.StartedAt!.Value.ShouldBeGreaterThan(starting.ObservedAt);
        told.Count(s => s.State == JobState.Running).ShouldBe(1, "told once is told");
    }

    public async ValueTask DisposeAsync()
    {
        await centre.DisposeAsync();
        foreach (var client in clients)
            client.Dispose();
        folder.Dispose();
    }

    private FlakyScheduler Flaky()
    {
        foreach (var before in clients)
            before.Dispose();
        clients.Clear();
        var client = new SimulatedClient(folder.File("sim.jsonl"));
        clients.Add(client);
        return new(new SimulatedScheduler(SimulatedWorld.Site, client, SimulatedWorld.Options(folder.Path), clock));
    }
}

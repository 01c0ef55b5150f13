using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Adapters.Tests.Simulated;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Conformance;

public sealed class SimulatedPromises : SchedulerPromises<SimulatedFixture>;

/// <summary>The reference: in its own time, without a process.</summary>
public sealed class SimulatedFixture : SchedulerFixture
{
    private readonly ManualClock clock = new();
    private SimulatedClient? client;

    public override SiteId Site => SimulatedWorld.Site.Id;

    public override TimeProvider Clock => clock;

    public override ISiteScheduler Start() =>
        new SimulatedScheduler(SimulatedWorld.Site, client = new SimulatedClient(Folder.File("jobs.jsonl")), SimulatedWorld.Options(Folder.Path), clock);

    public override void Crash() => client?.Dispose();

    public override JobOrder LongJob(string job, long token = 1) => SimulatedWorld.Order(job, seconds: 3000, limit: 3600, token);

    public override JobOrder ShortJob(string job, long token = 1) => SimulatedWorld.Order(job, seconds: 20, limit: 3600, token);

    /// <summary>It takes longer than it may.</summary>
    public override JobOrder FailingJob(string job, long token = 1) => SimulatedWorld.Order(job, seconds: 30, limit: 20, token);

    public override JobOrder ImpossibleJob(string job, long token = 1) => SimulatedWorld.Order(job, seconds: 20, limit: 3600, token) with { GangMembers = 1000 };

    public override TestJobs Jobs => new() { ShortSeconds = 20 };

    /// <summary>A job that was started leaves one line in the memory of its scheduler.</summary>
    public override int StartsOf(JobKey job) => client!.ListOf(Site).Count(j => j.Job == job && j.StartsAt <= clock.GetUtcNow());

    public override Task PassTimeAsync()
    {
        clock.Advance(TimeSpan.FromSeconds(3));
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        client?.Dispose();
        base.Dispose();
    }
}

using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Slurm;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Conformance;

[Collection("Slurm 22.05")]
public sealed class Slurm2205Promises : SchedulerPromises<Slurm2205Fixture>;

[Collection("Slurm 24.11")]
public sealed class Slurm2411Promises : SchedulerPromises<Slurm2411Fixture>;

[Collection("Slurm 22.05")]
public sealed class Slurm2205Conforms(ConformanceRuns<Slurm2205Fixture> runs, ITestOutputHelper output) : AdapterConforms<Slurm2205Fixture>(runs, output);

[Collection("Slurm 24.11")]
public sealed class Slurm2411Conforms(ConformanceRuns<Slurm2411Fixture> runs, ITestOutputHelper output) : AdapterConforms<Slurm2411Fixture>(runs, output);

public sealed class Slurm2205Fixture() : SlurmFixture("22.05");

public sealed class Slurm2411Fixture() : SlurmFixture("24.11");

/// <summary>A real Slurm, in its own time, with an operator's rights.</summary>
public abstract class SlurmFixture(string version) : SchedulerFixture, IWaitsForRealJobs
{
    private readonly SlurmWorld world = new(SlurmSites.Of(version), o => o with { Scontrol = SlurmSites.Of(version).Scontrol });

    public override SiteId Site => world.Options.Site;

    public override TimeProvider Clock => TimeProvider.System;

    public override ISiteScheduler Start() => world.Start();

    public override void Crash() => world.Crash();

    public override JobOrder LongJob(string job, long token = 1) => world.Order(job, "sleep 600", token);

    public override JobOrder ShortJob(string job, long token = 1) => world.Order(job, "echo done", token);

    public override JobOrder FailingJob(string job, long token = 1) => world.Order(job, "exit 3", token);

    public override JobOrder ImpossibleJob(string job, long token = 1) => world.Order(job, "true", token) with { GangMembers = 1000 };

    public override TestJobs Jobs => new() { Short = Command(ShortJob("w-1.1")), Long = Command(world.Order("w-1.1", "echo begun; sleep 600")), Failing = Command(FailingJob("w-1.1")) };

    public override int StartsOf(JobKey job) => world.StartsOf(job);

    public override Task PassTimeAsync() => Task.Delay(100);

    public override void Dispose()
    {
        world.Dispose();
        base.Dispose();
    }

    private static IReadOnlyList<string> Command(JobOrder order) => order.Variant.Command;
}

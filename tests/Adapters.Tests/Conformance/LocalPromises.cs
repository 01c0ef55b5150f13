using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Adapters.Local;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Adapters.Tests.Conformance;

public sealed class LocalPromises : SchedulerPromises<LocalFixture>;

/// <summary>Real processes of this machine, in its own time.</summary>
public sealed class LocalFixture : SchedulerFixture
{
    private readonly string starts;

    public LocalFixture()
    {
        // Every start adds a line, whoever the job runs as.
        starts = Folder.File("starts");
        File.WriteAllText(starts, "");
        File.SetUnixFileMode(starts, (UnixFileMode)0b110_110_110);
    }

    public override SiteId Site => new("local");

    public override TimeProvider Clock => TimeProvider.System;

    public override ISiteScheduler Start() => LocalServices.CreateScheduler(LocalWorld.Options(Folder.Path), Clock, NullLogger<LocalScheduler>.Instance);

    public override JobOrder LongJob(string job, long token = 1) => Order(job, "sleep 600", token);

    public override JobOrder ShortJob(string job, long token = 1) => Order(job, "echo done", token);

    public override JobOrder FailingJob(string job, long token = 1) => Order(job, "exit 3", token);

    public override JobOrder ImpossibleJob(string job, long token = 1) => Order(job, "true", token) with { GangMembers = 1000 };

    public override TestJobs Jobs => new()
    {
        Short = ["sh", "-c", $"echo $COMPUTENET_JOB >> {starts}; echo done"],
        Long = ["sh", "-c", $"echo $COMPUTENET_JOB >> {starts}; echo begun; sleep 600"],
    };

    public override int StartsOf(JobKey job) => File.ReadLines(starts).Count(line => line == job.Value);

    public override Task PassTimeAsync() => Task.Delay(25);

    public override void Dispose()
    {
        LocalWorld.KillAll(Folder.Path);
        base.Dispose();
    }

    private JobOrder Order(string job, string script, long token) =>
        Orders.Of(job, "local.cpu", Orders.Command("sh", "-c", $"echo $COMPUTENET_JOB >> {starts}; {script}"), token);
}

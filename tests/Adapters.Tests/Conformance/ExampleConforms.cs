using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Adapters.Example;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Conformance;

/// <summary>The worked example of the README stays true: the port's promises, and the protocol's.</summary>
public sealed class ExamplePromises : SchedulerPromises<ExampleFixture>;

public sealed class ExampleConforms(ConformanceRuns<ExampleFixture> runs, ITestOutputHelper output) : AdapterConforms<ExampleFixture>(runs, output);

public sealed class ExampleFixture : SchedulerFixture
{
    private readonly ManualClock clock = new();

    public override SiteId Site => new("kiln");

    public override TimeProvider Clock => clock;

    public override ISiteScheduler Start() => new KilnScheduler(new KilnOptions { Site = Site, Folder = Book }, new KilnClient(Book), clock);

    public override JobOrder LongJob(string job, long token = 1) => Order(job, 3000, token);

    public override JobOrder ShortJob(string job, long token = 1) => Order(job, 20, token);

    public override JobOrder FailingJob(string job, long token = 1) => Order(job, 30, token, limit: 20);

    public override JobOrder ImpossibleJob(string job, long token = 1) => Order(job, 20, token) with { GangMembers = 1000 };

    public override TestJobs Jobs => new() { ShortSeconds = 20 };

    /// <summary>What is in the book once was put in once: a second time would overwrite when it went in, which the promises look at.</summary>
    public override int StartsOf(JobKey job) => new KilnClient(Book).Find(job.Value) is null ? 0 : 1;

    public override Task PassTimeAsync()
    {
        clock.Advance(TimeSpan.FromSeconds(3));
        return Task.CompletedTask;
    }

    private string Book => Folder.File("kiln");

    private static JobOrder Order(string job, long seconds, long token, long limit = 3600) => Orders.Of(job, "kiln.shelves", new()
    {
        Architecture = Architecture.Cpu,
        DevicesPerMember = 1,
        ExpectedSeconds = seconds,
        TimeLimitSeconds = limit,
        Command = ["fire"],
    }, token);
}

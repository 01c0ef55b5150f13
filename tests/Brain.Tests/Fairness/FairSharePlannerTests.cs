using ComputeNet.Brain.Fairness;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Fairness;

public sealed class FairSharePlannerTests
{
    private static readonly DeviceSupply Fast = new(new AcceleratorModelId("v100"), 1), Slow = new(new AcceleratorModelId("k80"), 1);

    private static FairShareJob Job(string name, double fast, double slow) => new(new WorkloadId(name), 1, 1, [fast, slow]);

    [Fact]
    public void who_gains_most_from_the_fast_device_gets_more_of_it()
    {
        // Half of both devices for each would leave both at 1; either is better off with the device that suits it.
        var shares = FairSharePlanner.Solve(new FairShareProblem([Fast, Slow], [Job("w-1", 40, 10), Job("w-2", 10, 12)]));
        shares.Jobs[0].TimeShares.ShouldBe([1, 0], 1e-12);
        shares.Jobs[0].Level.ShouldBe(40 / 25.0, 1e-12);
        shares.Level.ShouldBe(12 / 11.0, 1e-12);
    }

    [Fact]
    public void who_cannot_be_raised_does_not_hold_back_the_others()
    {
        var shares = FairSharePlanner.Solve(new FairShareProblem([Fast, Slow], [Job("w-1", 0, 10), Job("w-2", 0, 10), Job("w-3", 10, 0)]));
        shares.Jobs[0].TimeShares.ShouldBe([0, 0.5], 1e-12);
        shares.Jobs[2].TimeShares.ShouldBe([1, 0], 1e-12);
    }

    [Fact]
    public void a_job_that_can_run_nowhere_gets_nothing_and_does_not_count()
    {
        var shares = FairSharePlanner.Solve(new FairShareProblem([Fast, Slow], [Job("w-1", 0, 0), Job("w-2", 10, 10) with { Devices = 2 }, Job("w-3", 5, 5)]));
        shares.Jobs[0].TimeShares.ShouldBe([0, 0]);
        shares.Jobs[1].TimeShares.ShouldBe([0, 0]);
        shares.Level.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void nothing_to_share_and_nobody_to_share_it_are_no_trouble()
    {
        FairSharePlanner.Solve(new FairShareProblem([], [])).Jobs.ShouldBeEmpty();
        FairSharePlanner.Solve(new FairShareProblem([Fast with { Devices = 0 }], [new FairShareJob(new WorkloadId("w-1"), 1, 1, [3])])).Jobs[0].TimeShares.ShouldBe([0]);
    }

    [Theory]
    [InlineData(0, 1, 1, "fair-share-weight-invalid")]
    [InlineData(double.NaN, 1, 1, "fair-share-weight-invalid")]
    [InlineData(1, 0, 1, "fair-share-devices-invalid")]
    [InlineData(1, 1, -1, "fair-share-throughput-invalid")]
    [InlineData(1, 1, double.PositiveInfinity, "fair-share-throughput-invalid")]
    public void what_is_no_job_is_refused_by_name(double weight, int devices, double throughput, string code) =>
        FairSharePlanner.Solve(new FairShareProblem([Fast], [new FairShareJob(new WorkloadId("w-1"), weight, devices, [throughput])])).Refused!.Code.ShouldBe(code);

    [Fact]
    public void prices_that_prove_nothing_are_not_taken()
    {
        var problem = new FairShareProblem([Fast, Slow], [Job("w-1", 1, 1)]);
        Should.Throw<ArgumentException>(() => FairShareBound.Recompute(problem, new FairShareCertificate([-1, 0], [1])));
        Should.Throw<ArgumentException>(() => FairShareBound.Recompute(problem, new FairShareCertificate([0], [1])));
        Should.Throw<ArgumentException>(() => FairShareBound.Recompute(problem, new FairShareCertificate([0, 0], [double.NaN])));
    }
}

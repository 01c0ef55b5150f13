using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Sites.Trust;

namespace ComputeNet.Orchestrator.Tests.Sites.Trust;

/// <summary>Who is to blame for the end of an attempt, read from the events alone and in whatever order they come.</summary>
public sealed class PromiseFateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly JobKey Job = new("w-1.1");
    private static readonly WorkloadId Workload = new("w-1");

    [Theory]
    [InlineData("succeeded", WorkloadOutcome.Succeeded, 0, null, PromiseFate.Kept)]
    [InlineData("failed", WorkloadOutcome.Failed, 1, null, PromiseFate.Kept)]
    [InlineData("failed", WorkloadOutcome.Failed, null, "time-limit", PromiseFate.Kept)]
    [InlineData("failed", WorkloadOutcome.Failed, null, "node-failed", PromiseFate.Failed)]
    public void a_program_that_fails_by_itself_is_no_fault_of_the_site(string released, WorkloadOutcome outcome, int? exitCode, string? why, PromiseFate fate) =>
        FateOf(new WorkloadFinished(Workload, outcome, Job, exitCode, why is null ? null : Refusal.Because(why), Now, Now, Now), Released(released)).ShouldBe(fate);

    [Theory]
    [InlineData("refused", PromiseFate.Refused)]
    [InlineData("lost", PromiseFate.Lost)]
    [InlineData("lost-by-site", PromiseFate.Lost)]
    [InlineData("site-lost", PromiseFate.Lost)]
    [InlineData("stopped", PromiseFate.Failed)]
    [InlineData("stretch-over", PromiseFate.Kept)]
    public void an_attempt_without_an_end_is_judged_by_why_its_lease_was_released(string released, PromiseFate fate) => FateOf(Released(released)).ShouldBe(fate);

    [Theory]
    [InlineData("stopped")]
    [InlineData("lost")]
    [InlineData("gave-way")]
    public void what_the_network_asked_to_stop_is_no_broken_promise(string released)
    {
        FateOf(new LeaseStopRequested(new("here.gpu"), Workload, Job, new FencingToken(1), "cancelled", Now), Released(released)).ShouldBe(PromiseFate.Released);
        FateOf(Released(released), new LeaseStopRequested(new("here.gpu"), Workload, Job, new FencingToken(1), "cancelled", Now)).ShouldBe(PromiseFate.Released);
    }

    [Fact]
    public void the_delay_counts_from_when_it_was_due_by_the_clock_of_the_centre()
    {
        var row = PromiseProjection.Apply(new PromiseRow(Job.Value) { DueAt = Now }, new WorkloadStarted(Workload, Job, Now.AddHours(-9), Now.AddMinutes(3)));
        row.StartDelaySeconds.ShouldBe(180);
        PromiseProjection.Apply(row, new WorkloadStarted(Workload, Job, Now, Now.AddHours(1))).StartDelaySeconds.ShouldBe(180, "the first sighting counts");
    }

    private static LeaseReleased Released(string reason) => new(new("here.gpu"), Workload, Job, new FencingToken(1), reason, Now);

    private static PromiseFate FateOf(params object[] events) => events.Aggregate(new PromiseRow(Job.Value), PromiseProjection.Apply).Fate;
}

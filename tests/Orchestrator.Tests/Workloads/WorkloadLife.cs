using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain;
using ComputeNet.Domain.Workloads;
using CsCheck;

namespace ComputeNet.Orchestrator.Tests.Workloads;

public class WorkloadLife
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly CandidateFigures Figures = new(1, Provenance.Unknown, null, Provenance.Unknown, null, null, Provenance.Unknown);

    private static Workload Submitted() => Workload.Create(new WorkloadSubmitted(new WorkloadId("w-1"), new TenantId("demo"), new SubmitWorkload
    {
        Name = "one",
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
    }, Now));

    private static Workload After(Workload workload, Decision decision) => decision.OrThrow().Aggregate(workload, Evolve.Apply);

    private static Workload Placed(Workload workload) => After(workload, Place(workload, workload.Attempts + 1));

    private static Decision Place(Workload workload, long token) =>
        workload.Place(new FencingToken(token), new SiteId("s"), new PoolId("s.a"), 0, 1, new PlanId("p-1"), Now, Now.AddHours(1), Figures, Now);

    private static JobSighting Sighting(Workload workload, JobState state) => new(workload.Current!.Job, workload.Current.Token, state, Now);

    [Fact]
    public void a_placed_workload_is_not_placed_again() => Place(Placed(Submitted()), 2).Refusal!.Code.ShouldBe("workload-not-pending");

    [Fact]
    public void running_then_succeeded_finishes_once()
    {
        var running = After(Placed(Submitted()), Placed(Submitted()).See(Sighting(Placed(Submitted()), JobState.Running), Now));
        running.Phase.ShouldBe(WorkloadPhase.Running);
        var finished = After(running, running.See(Sighting(running, JobState.Succeeded), Now));

        finished.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        finished.See(Sighting(finished, JobState.Failed), Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void a_sighting_with_an_old_token_is_nothing()
    {
        var placed = Placed(Submitted());

        placed.See(Sighting(placed, JobState.Succeeded) with { Token = FencingToken.None }, Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void a_sighting_of_an_earlier_attempt_is_nothing()
    {
        var first = Placed(Submitted());
        var waiting = After(first, first.See(Sighting(first, JobState.Lost), Now));
        var second = Placed(waiting);

        second.See(Sighting(first, JobState.Succeeded), Now).Events.ShouldBeEmpty();
        second.Current!.Job.Value.ShouldBe("w-1.2");
    }

    [Theory]
    [InlineData(JobState.Refused, "refused-by-site")]
    [InlineData(JobState.Lost, "lost-by-site")]
    [InlineData(JobState.Stopped, "stopped-by-site")]
    public void an_attempt_without_a_result_waits_again_and_remembers_where(JobState state, string code)
    {
        var placed = Placed(Submitted());
        var waiting = After(placed, placed.See(Sighting(placed, state), Now));

        waiting.Phase.ShouldBe(WorkloadPhase.Pending);
        waiting.FailedPlaces.ShouldHaveSingleItem().Why.Code.ShouldBe(code);
    }

    [Fact]
    public void cancelling_a_running_one_ends_it_when_the_site_says_so()
    {
        var running = After(Placed(Submitted()), Placed(Submitted()).See(Sighting(Placed(Submitted()), JobState.Running), Now));
        var asked = After(running, running.Cancel(Now));
        asked.IsFinished.ShouldBeFalse();

        After(asked, asked.See(Sighting(asked, JobState.Stopped), Now)).Outcome.ShouldBe(WorkloadOutcome.Cancelled);
    }

    [Fact]
    public void a_result_that_came_before_the_stop_counts()
    {
        var placed = Placed(Submitted());
        var asked = After(placed, placed.Cancel(Now));

        After(asked, asked.See(Sighting(asked, JobState.Succeeded), Now)).Outcome.ShouldBe(WorkloadOutcome.Succeeded);
    }

    [Fact]
    public void cancelling_a_finished_one_is_refused_unless_it_was_cancelled()
    {
        var cancelled = After(Submitted(), Submitted().Cancel(Now));
        cancelled.Cancel(Now).ShouldBe(Decision.Nothing);
        var placed = Placed(Submitted());

        After(placed, placed.See(Sighting(placed, JobState.Failed), Now)).Cancel(Now).Refusal!.Code.ShouldBe("workload-finished");
    }

    [Fact]
    public void giving_way_to_a_promise_is_no_failure_of_the_workload_nor_of_the_place()
    {
        var workload = Submitted();
        for (var attempt = 0; attempt < 2 * Workload.MaxAttempts; attempt++)
        {
            var placed = Placed(workload);
            workload = After(placed, placed.EndAttempt(Refusal.Because("gave-way"), Now));
        }

        workload.Phase.ShouldBe(WorkloadPhase.Pending);
        workload.FailedPlaces.ShouldBeEmpty();
    }

    [Fact]
    public void nothing_is_requeued_for_ever()
    {
        var workload = Submitted();
        for (var attempt = 0; attempt < Workload.MaxAttempts; attempt++)
        {
            workload = Placed(workload);
            workload = After(workload, workload.See(Sighting(workload, JobState.Lost), Now));
        }

        workload.Outcome.ShouldBe(WorkloadOutcome.Failed);
    }

    private static Workload Interruptible(int resumeMinutes = 0) => Submitted() with { Request = Submitted().Request with { Interruptible = new() { ResumeMinutes = resumeMinutes } } };

    /// <summary>Placed for so many seconds, run for others, stopped because its stretch was over.</summary>
    private static Workload Suspended(Workload workload, long planned, long ran)
    {
        var placed = After(workload, workload.Place(new FencingToken(workload.Attempts + 1), new SiteId("s"), new PoolId("s.a"), 0, 1, new PlanId("p-1"), Now, Now.AddHours(1), Figures, Now,
            new CandidateRunTime(planned, planned, Basis.Stated)));
        return After(placed, placed.See(Sighting(placed, JobState.Stopped) with { StartedAt = Now, FinishedAt = Now.AddSeconds(ran) }, Now, isSuspending: true));
    }

    [Fact]
    public void a_stretch_that_is_over_leaves_the_rest_of_the_work_and_is_no_failure()
    {
        var half = Suspended(Interruptible(resumeMinutes: 5), planned: 7200, ran: 3600);
        (half.Phase, half.Checkpoint!.ShareDone, half.FailedPlaces.Count).ShouldBe((WorkloadPhase.Pending, 0.5, 0));

        // Half an hour of the hour that was left, after the five minutes of its resume.
        Suspended(half, planned: 3900, ran: 2100).Checkpoint!.ShareDone.ShouldBe(0.75);
        Suspended(half, planned: 3900, ran: 200).Checkpoint!.ShareDone.ShouldBe(0.5);
    }

    [Fact]
    public void a_stretch_that_never_started_leaves_nothing_to_go_on_from()
    {
        var placed = Placed(Interruptible());

        After(placed, placed.Suspend(null, Now, Now)).ShouldSatisfyAllConditions(w => w.Checkpoint.ShouldBeNull(), w => w.Suspensions.ShouldBe(1));
    }

    [Fact]
    public void stretches_do_not_use_up_the_attempts()
    {
        var workload = Interruptible();
        for (var stretch = 0; stretch < 3 * Workload.MaxAttempts; stretch++)
            workload = Suspended(workload, planned: 7200, ran: 60);
        workload = Placed(workload);

        After(workload, workload.See(Sighting(workload, JobState.Lost), Now)).Phase.ShouldBe(WorkloadPhase.Pending);
    }

    [Fact]
    public void a_cancelled_one_does_not_wait_for_its_next_stretch()
    {
        var asked = After(Placed(Interruptible()), Placed(Interruptible()).Cancel(Now));

        After(asked, asked.See(Sighting(asked, JobState.Stopped), Now, isSuspending: true)).Outcome.ShouldBe(WorkloadOutcome.Cancelled);
    }

    /// <summary>Whatever sites report in whatever order, a workload finishes at most once and never leaves that state.</summary>
    [Fact]
    public void a_workload_finishes_at_most_once() =>
        Gen.Int[0, 8].Array[0, 40].Sample(verbs =>
        {
            var workload = Submitted();
            var finishes = 0;
            foreach (var verb in verbs)
            {
                var decision = verb switch
                {
                    0 => Place(workload, workload.Attempts + 1),
                    1 => workload.Cancel(Now),
                    _ when workload.Current is not null => workload.See(Sighting(workload, (JobState)(verb - 2)), Now),
                    _ => Decision.Nothing,
                };
                finishes += decision.Events.OfType<WorkloadFinished>().Count();
                workload = decision.Events.Aggregate(workload, Evolve.Apply);
            }
            finishes.ShouldBe(workload.IsFinished ? 1 : 0);
        });
}

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

using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using CsCheck;

namespace ComputeNet.Orchestrator.Tests.Sites.Silence;

/// <summary>
/// Silence, return, sightings of every attempt under every token, cancels and places, in any order: a workload ends once, holds one lease at most, no token is given
/// twice, and the word of an attempt that lost its right moves nothing.
/// </summary>
public sealed class LadderLaws
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Act> Acts = Gen.OneOf(
        Gen.Int[0, 1].Select(pool => new Act("place", pool, 0, default)),
        Gen.Int[0, 1].Select(pool => new Act("fence", pool, 0, default)),
        Gen.Select(Gen.Int[0, 1], Gen.Int[1, 9], Gen.Enum<JobState>(), (fenced, attempt, state) => new Act("see", fenced, attempt, state)),
        Gen.Select(Gen.Int[0, 1], Gen.Int[1, 9], Gen.Enum<JobState>(), (fenced, attempt, state) => new Act("see", fenced, attempt, state)),
        Gen.Const(new Act("restart", 0, 0, default)),
        Gen.Frequency((9, Gen.Const(new Act("look", 0, 0, default))), (1, Gen.Const(new Act("cancel", 0, 0, default)))));

    [Fact]
    public void whatever_happens_in_whatever_order_a_workload_ends_once_and_holds_one_lease() =>
        Acts.Array[1, 60].Sample(acts =>
        {
            var world = new World();
            foreach (var act in acts)
                world.Do(act);
        }, iter: 3_000);

    [Fact]
    public void one_that_no_site_keeps_ends_with_a_coded_failure()
    {
        var world = new World();
        for (var turn = 0; turn < 4 * Workload.MaxAttempts; turn++)
        {
            world.Do(new("place", turn % 2, 0, default));
            world.Do(new("fence", turn % 2, 0, default));
        }
        (world.Workload.Outcome, world.Workload.Why!.Code, world.Workload.Attempts).ShouldBe((WorkloadOutcome.Failed, "attempts-exhausted", Workload.MaxAttempts));
    }

    [Fact]
    public void best_effort_work_that_gives_way_for_ever_is_told_so()
    {
        var world = new World();
        for (var turn = 0; turn < 2 * Workload.MaxTimesGivenWay; turn++)
        {
            world.Do(new("place", 0, 0, default));
            world.GiveWay();
        }
        (world.Workload.Outcome, world.Workload.Why!.Code, world.Workload.Why.Facts["last"]).ShouldBe((WorkloadOutcome.Failed, "attempts-exhausted", Lease.GaveWay));
    }

    [Fact]
    public void a_stretch_that_did_nothing_counts_as_an_attempt_without_a_result()
    {
        var world = new World();
        for (var turn = 0; turn < 4 * Workload.MaxAttempts; turn++)
        {
            world.Do(new("place", 0, 0, default));
            world.Suspend();
        }
        (world.Workload.Outcome, world.Workload.Attempts).ShouldBe((WorkloadOutcome.Failed, Workload.MaxAttempts));
    }

    [Fact]
    public void what_it_had_reached_stays_with_a_workload_that_is_fenced()
    {
        var world = new World();
        world.Do(new("place", 0, 0, default));
        world.Suspend(ranFor: TimeSpan.FromMinutes(30));
        world.Do(new("place", 1, 0, default));
        world.Do(new("fence", 1, 0, default));
        (world.Workload.Phase, world.Workload.Checkpoint?.ShareDone).ShouldBe((WorkloadPhase.Pending, 0.5));
    }

    private sealed record Act(string What, int Where, int Attempt, JobState State);

    private sealed class World
    {
        private readonly Pool[] pools = [.. Enumerable.Range(0, 2).Select(i => Pool.Create(new PoolDeclared(new SiteId($"s{i}"), TestSite.Pool($"s{i}.a", Architecture.Cpu, "cpu-core", 1), Now)))];
        private readonly Dictionary<JobKey, (FencingToken Token, FencingToken? Fence)> tokens = [];
        private readonly HashSet<(PoolId, FencingToken)> given = [];
        private int ends;

        public Workload Workload { get; private set; } = Workload.Create(new WorkloadSubmitted(new WorkloadId("w-1"), new TenantId("demo"), new SubmitWorkload
        {
            Name = "one",
            Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 3600, Command = ["true"] }],
            Interruptible = new Interruptible { ResumeMinutes = 0 },
        }, Now));

        public void Do(Act act)
        {
            var before = (Workload.Phase, Workload.Outcome, Workload.Current?.Job);
            switch (act.What)
            {
                case "place": Place(act.Where); break;
                case "fence": Fence(act.Where); break;
                case "see":
                    See(act);
                    if (before.Job?.Value != $"w-1.{act.Attempt}")
                        (Workload.Phase, Workload.Outcome, Workload.Current?.Job).ShouldBe(before, "the word of another attempt moves nothing");
                    break;
                case "restart": SeeRestart(); break;
                case "cancel": Happen(Workload.Cancel(Now)); break;
            }
            Check();
        }

        public void GiveWay() => End(Workload.EndAttempt(Refusal.Because(Lease.GaveWay), Now));

        public void Suspend(TimeSpan ranFor = default) => End(Workload.Suspend(ranFor == default ? null : Now, Now + ranFor, Now));

        private void Place(int where)
        {
            var lease = pools[where].Grant(Workload.WorkloadId, Workload.NextJob(), 1, new PlanId("p"), Now.AddHours(1), Now);
            if (lease.Events is not [LeaseGranted granted])
                return;
            var placed = Workload.Place(granted.Token, pools[where].Site, pools[where].PoolId, 0, 1, new PlanId("p"), Now, Now.AddHours(1), Figures, Now, RunTime);
            if (placed.Refusal is not null)
                return;
            given.Add((pools[where].PoolId, granted.Token)).ShouldBeTrue("a token is given once");
            tokens[granted.Job] = (granted.Token, null);
            Apply(where, lease);
            Happen(placed);
        }

        /// <summary>What the service does with a lost site's lease, in one transaction.</summary>
        private void Fence(int where)
        {
            if (pools[where].Leases is not [var lease])
                return;
            var fence = pools[where].LastToken.Next();
            given.Add((pools[where].PoolId, fence)).ShouldBeTrue();
            tokens[lease.Job] = (lease.Token, fence);
            Apply(where, pools[where].Fence(lease.Job, fence, "site-lost", Now));
            End(Workload.EndAttempt(Refusal.Because("site-lost"), Now, fence: fence));
        }

        private void See(Act act)
        {
            var job = new JobKey($"w-1.{act.Attempt}");
            if (!tokens.TryGetValue(job, out var known))
                return;
            var token = act.Where == 1 && known.Fence is { } fence ? fence : known.Token;
            End(Workload.See(new JobSighting(job, token, act.State, Now, StartedAt: act.State == JobState.Refused ? null : Now), Now));
        }

        private void SeeRestart()
        {
            if (Workload.Current is { } current)
                End(Workload.See(new JobSighting(current.Job, current.Token, JobState.Running, Now, Now) { Restarts = current.Restarts + 1 }, Now));
        }

        private void End(Decision decision)
        {
            Happen(decision);
            for (var i = 0; i < pools.Length; i++)
                foreach (var lease in pools[i].Leases.Where(l => Workload.IsFinished || Workload.Current?.Job != l.Job).ToList())
                    Apply(i, pools[i].Release(lease.Job, "over", Now));
        }

        private void Happen(Decision decision)
        {
            if (decision.Refusal is not null)
                return;
            ends += decision.Events.Count(e => e is WorkloadFinished);
            Workload = decision.Events.Aggregate(Workload, Evolve.Apply);
        }

        private void Apply(int where, Decision decision) => pools[where] = decision.OrThrow().Aggregate(pools[where], Evolve.Apply);

        private void Check()
        {
            ends.ShouldBeLessThanOrEqualTo(1);
            Workload.IsFinished.ShouldBe(ends == 1);
            pools.Sum(p => p.Leases.Count).ShouldBe(Workload.Current is not null && !Workload.IsFinished ? 1 : 0);
            pools.ShouldAllBe(p => p.LeasedDevices <= 1);
            (Workload.Attempts - Workload.TimesGivenWay - Workload.Suspensions + Workload.IdleSuspensions).ShouldBeLessThanOrEqualTo(Workload.MaxAttempts);
            Workload.Past.Count.ShouldBeLessThanOrEqualTo(DoubleRuns.MostRemembered);
            Workload.Strays.Count.ShouldBeLessThanOrEqualTo(DoubleRuns.MostRecorded);
            Workload.Strays.Where(s => s.Restarts == 0).GroupBy(s => s.Job).ShouldAllBe(g => g.Count() <= 2);
        }

        private static readonly CandidateFigures Figures = new(1, Provenance.Unknown, null, Provenance.Unknown, null, null, Provenance.Unknown);
        private static readonly CandidateRunTime RunTime = new(3600, 3600, Basis.Assumed);
    }
}

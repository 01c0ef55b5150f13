using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Pools;
using CsCheck;

namespace ComputeNet.Orchestrator.Tests.Pools;

public class PoolDecisions
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly PlanId Plan = new("p-1");

    private static Pool PoolOf(int devices) => Pool.Create(new PoolDeclared(new SiteId("s"), Declaration(devices), Now));

    private static PoolDeclaration Declaration(int devices) => new(
        new PoolId("s.a"), "A", Architecture.Cuda, new AcceleratorModelId("nvidia-h100-sxm5"), devices, Provenance.Assumed("test"), null,
        Money.Yuan(10), Provenance.Assumed("test"), 700, Provenance.Assumed("test"));

    private static Decision Grant(Pool pool, string job, int devices) =>
        pool.Grant(new WorkloadId("w-" + job), new JobKey(job), devices, Plan, Now.AddHours(1), Now);

    private static Pool After(Pool pool, Decision decision) => decision.OrThrow().Aggregate(pool, Evolve.Apply);

    [Fact]
    public void a_full_pool_refuses_and_names_the_short_devices()
    {
        var pool = After(PoolOf(8), Grant(PoolOf(8), "a", 6));

        var refusal = Grant(pool, "b", 3).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("pool-full");
        refusal.Facts["needDevices"].ShouldBe("3");
        refusal.Facts["freeDevices"].ShouldBe("2");
    }

    [Fact]
    public void a_stretch_is_asked_to_end_once_when_it_is_over_and_whole_runs_never_are()
    {
        var whole = After(PoolOf(8), Grant(PoolOf(8), "whole", 2));
        var pool = After(whole, whole.Grant(new WorkloadId("w-a"), new JobKey("a"), 2, Plan, Now.AddHours(1), Now, later: [new(Now.AddHours(2), Now.AddHours(3))]));
        pool.EndStretches(Now.AddMinutes(59)).Events.ShouldBeEmpty();

        var asked = After(pool, pool.EndStretches(Now.AddHours(1)));

        asked.Leases.Where(l => l.IsSuspending()).Select(l => l.Job.Value).ShouldBe(["a"]);
        asked.EndStretches(Now.AddHours(2)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void the_same_prices_by_the_hour_are_not_declared_again()
    {
        static PoolDeclaration Tariff(double valley) => Declaration(8) with { PriceFactorByUtcHour = new([.. Enumerable.Repeat(1.0, 23), valley]) };
        var pool = Pool.Create(new PoolDeclared(new SiteId("s"), Tariff(0.5), Now));

        pool.Declare(Tariff(0.5), Now).Events.ShouldBeEmpty();
        pool.Declare(Tariff(0.6), Now).Events.Count.ShouldBe(1);
    }

    [Fact]
    public void granting_the_same_job_twice_holds_one_lease()
    {
        var pool = After(PoolOf(8), Grant(PoolOf(8), "a", 4));

        After(pool, Grant(pool, "a", 4)).LeasedDevices.ShouldBe(4);
    }

    [Fact]
    public void shares_add_up_to_a_device_and_a_seat_that_somebody_has_is_refused_by_name()
    {
        static Decision Share(Pool pool, string job, int milli, int device) => pool.Grant(
            new("w-" + job), new(job), 1, Plan, Now.AddHours(1), Now, milli, [new MemberSeat("n1", [device], milli, 0)]);
        var pool = Pool.Create(new PoolDeclared(new SiteId("s"), Declaration(2) with { Nodes = [new SiteNode("n1", 2, 1000, 1000)] }, Now));
        pool = After(pool, Share(pool, "a", 100, 0));
        pool = After(pool, Share(pool, "b", 200, 0));

        Share(pool, "c", 700, 0).Refusal.ShouldBeNull("0.1 + 0.2 leave 0.7");
        var taken = Share(pool, "d", 701, 0).Refusal.ShouldNotBeNull();
        (taken.Code, taken.Facts["node"], taken.Facts["needMilliDevices"], taken.Facts["freeMilliDevices"]).ShouldBe(("seat-taken", "n1", "701", "700"));
        Share(pool, "e", 1, 2).Refusal!.Facts["freeMilliDevices"].ShouldBe("0", "the node has no third device");
        pool.LeasedDevices.ShouldBe(1);
        After(pool, Share(pool, "f", 900, 1)).Grant(new("w-g"), new("g"), 1, Plan, Now, Now).Refusal!.ToString().ShouldBe("pool-full (pool=s.a, needDevices=1, freeDevices=0.8)");
    }

    [Fact]
    public void the_same_machines_are_not_declared_again()
    {
        static PoolDeclaration Machines(int island) => Declaration(2) with { Nodes = [new SiteNode("n1", 2, 1000, 1000) { Islands = [0, island] }], Sharing = new(DeviceIsolation.HardwarePartition, [500]) };
        var pool = Pool.Create(new PoolDeclared(new SiteId("s"), Machines(0), Now));

        pool.Declare(Machines(0), Now).Events.ShouldBeEmpty();
        pool.Declare(Machines(1), Now).Events.Count.ShouldBe(1);
    }

    [Fact]
    public void a_withdrawn_pool_grants_nothing_and_keeps_what_runs()
    {
        var leased = After(PoolOf(8), Grant(PoolOf(8), "a", 4));
        var pool = After(leased, leased.Withdraw(Now));

        Grant(pool, "b", 1).Refusal!.Code.ShouldBe("pool-withdrawn");
        pool.LeasedDevices.ShouldBe(4);
    }

    [Fact]
    public void declaring_the_same_again_is_no_event()
    {
        PoolOf(8).Declare(Declaration(8), Now.AddDays(1)).Events.ShouldBeEmpty();
        PoolOf(8).Declare(Declaration(9), Now.AddDays(1)).Events.Count.ShouldBe(1);
    }

    /// <summary>The one invariant of the stream, over any interleaving of commands.</summary>
    [Fact]
    public void leases_never_exceed_the_devices_and_tokens_only_rise()
    {
        var command = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[1, 9]);
        Gen.Select(Gen.Int[0, 12], command.Array[0, 60]).Sample((devices, commands) =>
        {
            var pool = PoolOf(devices);
            var tokens = new List<FencingToken>();
            foreach (var (verb, job, count) in commands)
            {
                var key = new JobKey($"j{job}");
                var decision = verb switch
                {
                    0 => pool.Release(key, "done", Now),
                    1 => pool.RequestStop(key, "cancelled", Now),
                    _ => Grant(pool, key.Value, count),
                };
                tokens.AddRange(decision.Events.OfType<LeaseGranted>().Select(e => e.Token));
                pool = decision.Events.Aggregate(pool, Evolve.Apply);
                pool.LeasedDevices.ShouldBeLessThanOrEqualTo(devices);
                pool.Leases.Select(l => l.Job).ShouldBeUnique();
            }
            tokens.ShouldBe(tokens.Distinct().Order());
            pool.Revision.ShouldBeGreaterThanOrEqualTo(1);
        });
    }

    /// <summary>The operator's cap, moved at any time: what runs goes on, and nothing is granted beyond it.</summary>
    [Fact]
    public void no_grant_passes_the_operators_cap()
    {
        var command = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 9], Gen.Int[0, 9]);
        Gen.Select(Gen.Int[0, 12], command.Array[0, 60]).Sample((devices, commands) =>
        {
            var pool = PoolOf(devices);
            foreach (var (verb, job, count) in commands)
            {
                var before = pool;
                var decision = verb switch
                {
                    0 => pool.Release(new JobKey($"j{job}"), "done", Now),
                    1 => pool.Cap(count == 9 ? null : count, "as agreed", Now),
                    2 => pool.Declare(Declaration(devices + count), Now),
                    _ => Grant(pool, $"j{job}", Math.Max(1, count)),
                };
                pool = decision.Events.Aggregate(pool, Evolve.Apply);
                if (decision.Events.OfType<LeaseGranted>().Any())
                    pool.LeasedDevices.ShouldBeLessThanOrEqualTo(pool.MostDevices ?? int.MaxValue);
                else if (verb == 1)
                    pool.Leases.ShouldBe(before.Leases);
                if (decision.Refusal is { Code: "pool-capped" } capped)
                    capped.Facts["mostDevices"].ShouldBe($"{before.MostDevices}");
            }
        });
    }
}

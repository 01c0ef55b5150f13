using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Slurm;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Slurm;

[Collection("Slurm 22.05")]
public sealed class Slurm2205ReservationTests() : SlurmReservationTests("22.05");

[Collection("Slurm 24.11")]
public sealed class Slurm2411ReservationTests() : SlurmReservationTests("24.11");

/// <summary>What an operator's credential lets a site promise ahead.</summary>
public abstract class SlurmReservationTests(string version) : IDisposable
{
    private readonly SlurmWorld world = new(SlurmSites.Of(version));

    [Fact]
    public void only_a_credential_that_may_offers_reservations()
    {
        Capabilities.Of(world.Start()).ShouldBe([Capability.Logs, Capability.Checkpoints, Capability.Telemetry]);
        Capabilities.Of(Operator()).ShouldContain(Capability.Reservations);
    }

    [Fact]
    public async Task a_claim_is_one_reservation_of_slurm_until_it_is_released()
    {
        var scheduler = Operator();
        var order = Order("r-1", hours: 2, devices: 9);
        await scheduler.ReserveAsync(order, default);
        await scheduler.ReserveAsync(order, default);
        var held = await scheduler.ObserveAsync(order.Key, default);
        held.State.ShouldBe(ReservationState.Held);
        world.Slurm.Control("scontrol", "-o", "show", "reservation", held.SchedulerName!).ShouldContain("NodeCnt=2");
        await scheduler.ReleaseAsync(order.Key, default);
        await scheduler.ReleaseAsync(order.Key, default);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ObserveAsync(order.Key, default))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
    }

    [Fact]
    public async Task our_jobs_run_inside_a_reservation_and_a_colleagues_do_not()
    {
        var scheduler = Operator();
        var order = Order("r-2", hours: 0, devices: 16);
        await scheduler.ReserveAsync(order, default);
        try
        {
            (await scheduler.ObserveAsync(order.Key, default)).State.ShouldBe(ReservationState.Active);
            world.Slurm.Control("setpriv", $"--reuid={world.Slurm.OtherUser}", "--regid=news", "--clear-groups", "sbatch", "-p", "npu", "-J", "colleague", "--gres=npu:ascend910b:1", "-D", "/tmp", "-o", "/dev/null", "--wrap=sleep 600");
            var ours = world.Order("w-1.1", "echo done", pool: "huawei-ascend-910b", members: 2, devices: 8);
            (await SlurmWorld.RunAsync(scheduler, ours)).State.ShouldBe(JobState.Succeeded);
            world.Slurm.Control("squeue", "-h", "-o", "%T", "--name=colleague").ShouldBe("PENDING");
        }
        finally
        {
            world.Slurm.Control("scancel", "--name=colleague");
            await scheduler.ReleaseAsync(order.Key, default);
        }
    }

    [Fact]
    public async Task a_window_without_room_is_refused_in_slurms_words()
    {
        var scheduler = Operator();
        var (first, second) = (Order("r-3", hours: 5, devices: 16), Order("r-4", hours: 5, devices: 1));
        await scheduler.ReserveAsync(first, default);
        var no = await Should.ThrowAsync<SchedulerException>(() => scheduler.ReserveAsync(second, default));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Refused, "reservation-no-room"), no.Message);
        await scheduler.ReleaseAsync(first.Key, default);
    }

    [Fact]
    public async Task an_ordinary_user_is_told_that_it_may_not()
    {
        string[] asUser = ["setpriv", $"--reuid={world.Slurm.User}", "--regid=games", "--clear-groups", "scontrol"];
        var scheduler = (IReservations)world.Start(world.Options with { Scontrol = [.. world.Slurm.Scontrol.SkipLast(1), .. asUser] });
        var no = await Should.ThrowAsync<SchedulerException>(() => scheduler.ReserveAsync(Order("r-5", hours: 8, devices: 1), default));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.NotSupported, "reservations-not-allowed"), no.Message);
    }

    public void Dispose() => world.Dispose();

    private SlurmOperatorScheduler Operator() => (SlurmOperatorScheduler)world.Start(world.Options with { Scontrol = world.Slurm.Scontrol });

    private ReservationOrder Order(string key, double hours, int devices)
    {
        var from = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(hours);
        return new(new($"{world.Options.Site}-{key}"), new(1), new($"{world.Options.Site}.huawei-ascend-910b"), devices, from, from + TimeSpan.FromMinutes(30));
    }
}

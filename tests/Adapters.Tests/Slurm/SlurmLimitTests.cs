using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Slurm;

[Collection("Slurm 22.05")]
public sealed class Slurm2205LimitTests() : SlurmLimitTests("22.05");

[Collection("Slurm 24.11")]
public sealed class Slurm2411LimitTests() : SlurmLimitTests("24.11");

/// <summary>Time is up. Slurm's shortest limit is a minute, and it looks every thirty seconds: all cases wait for it together.</summary>
public abstract class SlurmLimitTests(string version) : IDisposable
{
    /// <summary>The signal also ends whatever the shell waits for, and the shell would say so.</summary>
    private const string Quiet = "exec 2>/dev/null;";

    private readonly SlurmWorld world = new(SlurmSites.Of(version));

    [Fact]
    public async Task a_job_at_its_limit_fails_by_it_and_one_that_can_be_interrupted_is_told_in_time_to_save()
    {
        var scheduler = world.Start(world.Options with { CheckpointGrace = TimeSpan.FromSeconds(30) });
        var deaf = world.Order("w-1.1", $"{Quiet} trap '' TERM; echo begun; while :; do sleep 0.2; done", seconds: 60);
        var saves = world.Order("w-2.1", $"{Quiet} trap 'echo half >$COMPUTENET_CHECKPOINT/state; cat $COMPUTENET_CHECKPOINT/state; exit 0' TERM; echo begun; while :; do sleep 0.2; done", seconds: 60, members: 2) with { Checkpoint = new(0) };
        var goesOn = world.Order("w-3.1", $"{Quiet} trap 'echo saved' TERM; echo begun; while :; do sleep 0.2; done", seconds: 60) with { Checkpoint = new(0) };
        foreach (var order in new[] { deaf, saves, goesOn })
            await scheduler.SubmitAsync(order, default);

        foreach (var (order, log) in new[] { (saves, "begun\nhalf\n"), (deaf, "begun\n"), (goesOn, "begun\nsaved\n") })
        {
            var end = await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State.IsTerminal());
            (end.State, end.Why?.Code, end.Why?.Facts["limitSeconds"]).ShouldBe((JobState.Failed, "time-limit", "60"), $"{end}");
            // The shell may have a word of its own about the sleep that the signal met too.
            string.Concat(end.LogTail.ShouldNotBeNull().Split('\n').Where(line => line != "Terminated").Select(line => line + "\n")).ShouldStartWith(log);
        }
        var (told, killed) = ((await scheduler.ObserveAsync(saves.Job, default)).FinishedAt, (await scheduler.ObserveAsync(deaf.Job, default)).FinishedAt);
        told.ShouldNotBeNull().ShouldBeLessThan(killed.ShouldNotBeNull(), "it had the time between");
        world.StartsOf(saves.Job).ShouldBe(2);
    }

    public void Dispose() => world.Dispose();
}

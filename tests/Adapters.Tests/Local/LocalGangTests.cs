using ComputeNet.Adapters.Local;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Local;

public sealed class LocalGangTests : IDisposable
{
    private readonly LocalSite site = new();

    public LocalGangTests() => Assert.SkipUnless(LocalMachine.Sense().Cores.Count >= 2, "A gang of two needs two cores.");

    [Fact]
    public async Task every_member_knows_who_it_is_and_all_succeed_together()
    {
        var end = await site.RunAsync(Orders.Of("w-1.1", "local.cpu", Orders.Command("sh", "-c", "echo $COMPUTENET_MEMBER of $COMPUTENET_MEMBERS"), members: 2));
        end.State.ShouldBe(JobState.Succeeded);
        Enumerable.Range(0, 2).Select(i => File.ReadAllText(Path.Combine(site.Member(end.Job, i), "head"))).ShouldBe(["0 of 2\n", "1 of 2\n"]);
    }

    [Fact]
    public async Task when_one_member_fails_the_others_are_stopped_and_the_gang_fails_with_it()
    {
        var script = "if [ $COMPUTENET_MEMBER = 1 ]; then echo I broke; exit 3; fi; sleep 600";
        var end = await site.RunAsync(Orders.Of("w-1.1", "local.cpu", Orders.Command("sh", "-c", script), members: 2));
        end.State.ShouldBe(JobState.Failed);
        end.ExitCode.ShouldBe(3);
        end.Why!.Facts["member"].ShouldBe("1");
        end.LogTail.ShouldBe("I broke\n");
    }

    [Fact]
    public async Task a_gang_waits_until_there_are_cores_for_all_of_it_and_nobody_overtakes_it()
    {
        var (first, gang, late) = (Job("w-1.1", 1), Job("w-2.1", LocalMachine.Sense().Cores.Count), Job("w-3.1", 1));
        foreach (var order in new[] { first, gang, late })
            await site.Scheduler.SubmitAsync(order, default);
        await site.WaitAsync(first.Job, s => s.State == JobState.Running);
        (await site.Scheduler.ObserveAsync(gang.Job, default)).State.ShouldBe(JobState.Starting);
        (await site.Scheduler.ObserveAsync(late.Job, default)).State.ShouldBe(JobState.Starting);
        await site.Scheduler.CancelAsync(first.Job, default);
        await site.WaitAsync(first.Job, s => s.State == JobState.Stopped);
        await site.WaitAsync(gang.Job, s => s.State == JobState.Running);
        (await site.Scheduler.ObserveAsync(late.Job, default)).State.ShouldBe(JobState.Starting);
    }

    public void Dispose() => site.Dispose();

    private static JobOrder Job(string key, int members) => Orders.Of(key, "local.cpu", Orders.Command("sleep", "600"), members: members);
}

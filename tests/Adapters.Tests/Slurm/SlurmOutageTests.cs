using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Slurm;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Slurm;

public sealed class Slurm2205OutageTests() : SlurmOutageTests("22.05");

public sealed class Slurm2411OutageTests() : SlurmOutageTests("24.11");

/// <summary>Daemons die: on a Slurm of its own, because its neighbours would feel it.</summary>
public abstract class SlurmOutageTests : IDisposable
{
    private readonly SlurmSite slurm;
    private readonly SlurmWorld world;

    protected SlurmOutageTests(string version)
    {
        SlurmSite.RequireOrSkip(version);
        slurm = SlurmSite.Start(version);
        world = new(slurm);
    }

    [Fact]
    public async Task while_slurmctld_is_down_nothing_is_said_of_any_job_and_a_job_that_it_lost_is_lost_though_its_id_comes_back()
    {
        var scheduler = world.Start(world.Options with { ListAge = TimeSpan.Zero });
        var (lost, next) = (world.Order("w-1.1", "sleep 600", pool: "nvidia-h100-sxm5", members: 2, devices: 8), world.Order("w-2.1", "sleep 600"));
        await scheduler.SubmitAsync(lost, default);
        var id = await IdOfAsync(lost.Job);
        slurm.Kill("slurmctld");

        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ObserveAsync(lost.Job, default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable, "it says 'unknown job' in the same words");
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(next, default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);

        ForgetJobs();
        slurm.StartAgain("slurmctld");
        await AnswersAsync(scheduler);
        await scheduler.SubmitAsync(next, default);
        (await IdOfAsync(next.Job)).ShouldBeLessThanOrEqualTo(id, "ids come back");
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ObserveAsync(lost.Job, default))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
        await scheduler.CancelAsync(lost.Job, default);
        (await SlurmWorld.UntilAsync(scheduler, next.Job, s => s.State == JobState.Running)).Job.ShouldBe(next.Job);
    }

    [Fact]
    public async Task an_end_that_slurm_forgot_is_read_from_the_shared_folder()
    {
        var scheduler = world.Start();
        var (well, badly) = (world.Order("w-1.1", "echo done"), world.Order("w-2.1", "exit 3"));
        foreach (var order in new[] { well, badly })
            await scheduler.SubmitAsync(order, default);
        SpinWait.SpinUntil(() => new[] { well, badly }.All(o => File.Exists(Path.Combine(world.Shared, "jobs", o.Job.Value, "attempt-0", "end"))), TimeSpan.FromSeconds(60)).ShouldBeTrue();
        slurm.Kill("slurmctld");
        ForgetJobs();
        slurm.StartAgain("slurmctld");
        scheduler = world.Start();
        await AnswersAsync(scheduler);
        var end = await scheduler.ObserveAsync(well.Job, default);
        end.ShouldSatisfyAllConditions(() => end.State.ShouldBe(JobState.Succeeded), () => end.LogTail.ShouldBe("done\n"), () => end.FinishedAt.ShouldNotBeNull());
        (await scheduler.ObserveAsync(badly.Job, default)).ExitCode.ShouldBe(3);
        (await scheduler.SubmitAsync(well, default)).WasKnown.ShouldBeTrue("it has run");
    }

    [Fact]
    public async Task a_job_whose_node_falls_silent_is_lost_runs_no_second_time_there_and_its_copy_that_ran_on_is_told_once()
    {
        var order = world.Order("w-1.1", "while [ ! -e $GO ]; do sleep 0.2; done; echo done", pool: "nvidia-h100-sxm5", members: 2, devices: 4);
        var go = Path.Combine(world.Shared, "go");
        order = order with { Variant = order.Variant with { Environment = new Dictionary<string, string> { ["GO"] = go } } };
        using var journal = new FileJobJournal(Path.Combine(world.Data, "journal.jsonl"));
        var scheduler = (SlurmScheduler)world.Start();
        var site = new SiteReconciler(world.Options.Site, scheduler, journal, TimeProvider.System);
        site.Accept(Orders.Set(1, order));
        await TellUntilAsync(site, s => s.State == JobState.Running);
        SpinWait.SpinUntil(() => world.StartsOf(order.Job) == 2, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        var node = slurm.Control("squeue", "-h", "-o", "%N");
        slurm.Kill(node);

        var lost = await TellUntilAsync(site, s => s.State.IsTerminal());
        lost.State.ShouldBe(JobState.Lost);
        lost.Why!.Code.ShouldBeOneOf("slurm-node-lost", "slurm-requeued", "slurm-ended-from-outside");
        await site.AcknowledgeAsync(site.Report(10), new([order.Job], []), default);
        (await scheduler.ReadStraysAsync(default)).ShouldBeEmpty();
        // Slurm does not fence: the copy goes on, and comes to its end.
        File.WriteAllText(go, "");
        var stray = await TellUntilAsync(site, s => s.Job == order.Job && s.State == JobState.Succeeded);
        stray.Token.ShouldBe(order.Token);
        stray.ObservedAt.ShouldBeGreaterThan(lost.ObservedAt);
        stray.StartedAt.ShouldNotBeNull();
        (await scheduler.ReadStraysAsync(default)).ShouldBeEmpty("told once");
        (await scheduler.ObserveAsync(order.Job, default)).State.ShouldBe(JobState.Lost, "a terminal fact stays");
        world.StartsOf(order.Job).ShouldBe(2, "each member ran once");
    }

    [Fact]
    public async Task where_the_site_may_requeue_every_attempt_has_its_own_output()
    {
        var scheduler = world.Start(world.Options with { SiteMayRequeue = true });
        var order = world.Order("w-1.1", "echo begun; while [ ! -e $GO ]; do sleep 0.2; done; echo done", pool: "huawei-ascend-910b", devices: 8);
        var go = Path.Combine(world.Shared, "go");
        order = order with { Variant = order.Variant with { Environment = new Dictionary<string, string> { ["GO"] = go } } };
        await scheduler.SubmitAsync(order, default);
        await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State == JobState.Running);
        SpinWait.SpinUntil(() => world.StartsOf(order.Job) == 1, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        slurm.Kill(slurm.Control("squeue", "-h", "-o", "%N"));
        SpinWait.SpinUntil(() => world.StartsOf(order.Job) == 2, TimeSpan.FromSeconds(120)).ShouldBeTrue("it runs elsewhere");
        File.WriteAllText(go, "");
        var end = await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State.IsTerminal());
        (end.State, end.Restarts).ShouldBe((JobState.Succeeded, 1));
        foreach (var attempt in new[] { "attempt-0", "attempt-1" })
            SpinWait.SpinUntil(() => File.ReadAllText(Path.Combine(world.Shared, "jobs", "w-1.1", attempt, "member-0.log")) == "begun\ndone\n", TimeSpan.FromSeconds(20)).ShouldBeTrue($"{attempt}: both copies finish");
    }

    public void Dispose()
    {
        world?.Crash();
        slurm?.Dispose();
    }

    /// <summary>As if slurmctld had died before it saved its jobs.</summary>
    private void ForgetJobs()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(slurm.Folder, "state"), "job_state*"))
            File.Delete(file);
    }

    private async Task<long> IdOfAsync(Contracts.Vocabulary.JobKey job)
    {
        using var client = new SlurmClient(world.Options);
        return (await client.ListJobsAsync(default)).Single(j => SlurmTag.Parse(j.Comment)?.Job == job).Id;
    }

    private static async Task AnswersAsync(SlurmScheduler scheduler)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                await scheduler.ReadInventoryAsync(patience.Token);
                return;
            }
            catch (SchedulerException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(200, patience.Token);
            }
        }
    }

    private static async Task<JobSighting> TellUntilAsync(SiteReconciler site, Func<JobSighting, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        JobSighting? last = null;
        while (!patience.IsCancellationRequested)
        {
            await site.TurnAsync(default);
            var report = site.Report(10);
            await site.AcknowledgeAsync(report, new([], []), default);
            if (report.Sightings.FirstOrDefault(expected) is { } seen)
                return seen;
            last = report.Sightings.LastOrDefault() ?? last;
            await Task.Delay(200, CancellationToken.None);
        }
        throw new ShouldAssertException($"What was expected was never told, last was {last}");
    }
}

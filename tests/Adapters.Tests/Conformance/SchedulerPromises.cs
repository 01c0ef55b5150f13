using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Conformance;

/// <summary>
/// What every scheduler promises, alone and together with the Host that drives it. A scheduler joins by a fixture of some twenty lines.
/// </summary>
public abstract class SchedulerPromises<TFixture> : IDisposable where TFixture : SchedulerFixture, new()
{
    private const int Patience = 400;

    private readonly TFixture fixture = new();
    private readonly List<FileJobJournal> journals = [];
    private SiteReconciler site;
    private ISiteScheduler scheduler;

    protected SchedulerPromises() => (scheduler, site) = Begin();

    [Fact]
    public async Task the_inventory_names_pools_of_this_site_with_devices_and_where_their_figures_come_from()
    {
        var inventory = await scheduler.ReadInventoryAsync(default);
        inventory.Pools.ShouldNotBeEmpty();
        foreach (var pool in inventory.Pools)
        {
            pool.Id.Value.ShouldStartWith($"{fixture.Site}.");
            pool.Devices.ShouldBeGreaterThan(0);
            pool.DevicesProvenance.Basis.ShouldNotBe(Basis.Unknown);
        }
    }

    [Fact]
    public async Task submitting_the_same_job_twice_starts_it_once()
    {
        var order = fixture.ShortJob("w-1.1");
        (await scheduler.SubmitAsync(order, default)).WasKnown.ShouldBeFalse();
        (await scheduler.SubmitAsync(order, default)).WasKnown.ShouldBeTrue();
        (await EndOfAsync(order.Job)).State.ShouldBe(JobState.Succeeded);
        (await scheduler.SubmitAsync(order, default)).WasKnown.ShouldBeTrue();
        await fixture.PassTimeAsync();
        (await scheduler.ObserveAsync(order.Job, default)).State.ShouldBe(JobState.Succeeded);
        fixture.StartsOf(order.Job).ShouldBe(1);
    }

    [Fact]
    public async Task observing_an_unknown_job_says_so()
    {
        var trouble = await Should.ThrowAsync<SchedulerException>(() => scheduler.ObserveAsync(new JobKey("w-never.1"), default));
        trouble.Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
    }

    [Fact]
    public async Task cancelling_an_unknown_job_is_no_error() => await scheduler.CancelAsync(new JobKey("w-never.1"), default);

    [Fact]
    public async Task cancelling_an_ended_job_changes_nothing()
    {
        var order = fixture.ShortJob("w-1.1");
        await scheduler.SubmitAsync(order, default);
        var end = await EndOfAsync(order.Job);
        await scheduler.CancelAsync(order.Job, default);
        await fixture.PassTimeAsync();
        Seen(await scheduler.ObserveAsync(order.Job, default)).ShouldBe(Seen(end));
    }

    [Fact]
    public async Task a_cancelled_job_ends_as_stopped()
    {
        var order = fixture.LongJob("w-1.1");
        await scheduler.SubmitAsync(order, default);
        await UntilAsync(order.Job, JobState.Running);
        await scheduler.CancelAsync(order.Job, default);
        (await EndOfAsync(order.Job)).State.ShouldBe(JobState.Stopped);
    }

    [Fact]
    public async Task a_terminal_fact_is_final_also_after_a_restart()
    {
        var order = fixture.FailingJob("w-1.1");
        await scheduler.SubmitAsync(order, default);
        var end = await EndOfAsync(order.Job);
        end.State.ShouldBe(JobState.Failed);
        end.Why.ShouldNotBeNull().Code.ShouldNotBeEmpty();
        end.FinishedAt.ShouldNotBeNull();
        Restart();
        await fixture.PassTimeAsync();
        Seen(await scheduler.ObserveAsync(order.Job, default)).ShouldBe(Seen(end));
    }

    [Fact]
    public async Task a_terminal_state_brings_a_log_tail_that_fits()
    {
        var order = fixture.ShortJob("w-1.1");
        await scheduler.SubmitAsync(order, default);
        var log = (await EndOfAsync(order.Job)).LogTail.ShouldNotBeNull();
        System.Text.Encoding.UTF8.GetByteCount(log).ShouldBeInRange(1, LogText.MaxBytes);
    }

    [Fact]
    public async Task forgetting_removes_an_ended_job_and_leaves_a_running_one()
    {
        Assert.SkipUnless(scheduler is IJobRemains, "This scheduler cleans up by itself.");
        var remains = (IJobRemains)scheduler;
        var (ended, runs) = (fixture.ShortJob("w-1.1"), fixture.LongJob("w-2.1"));
        await scheduler.SubmitAsync(ended, default);
        await EndOfAsync(ended.Job);
        await scheduler.SubmitAsync(runs, default);
        await remains.ForgetAsync(ended.Job, default);
        await remains.ForgetAsync(runs.Job, default);
        await remains.ForgetAsync(new JobKey("w-never.1"), default);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ObserveAsync(ended.Job, default))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
        (await scheduler.ObserveAsync(runs.Job, default)).State.IsTerminal().ShouldBeFalse();
    }

    [Fact]
    public async Task what_can_never_run_here_is_refused_with_a_code()
    {
        site.Accept(Orders.Set(1, fixture.ImpossibleJob("w-1.1")));
        var refused = await TellUntilAsync(s => s.State.IsTerminal());
        refused.State.ShouldBe(JobState.Refused);
        refused.Why.ShouldNotBeNull().Facts.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task an_order_is_carried_out_and_its_end_told_until_it_is_on_record()
    {
        var order = fixture.ShortJob("w-1.1");
        site.Accept(Orders.Set(1, order));
        (await TellUntilAsync(s => s.State.IsTerminal())).State.ShouldBe(JobState.Succeeded);
        var again = site.Report(10);
        again.Sightings.ShouldHaveSingleItem().State.ShouldBe(JobState.Succeeded);
        await site.AcknowledgeAsync(again, new([order.Job], []), default);
        site.Report(10).Sightings.ShouldBeEmpty();
        site.Report(10).KnownJobs.ShouldBeEmpty();
        fixture.StartsOf(order.Job).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task a_job_that_nobody_orders_any_more_is_stopped()
    {
        var order = fixture.LongJob("w-1.1");
        site.Accept(Orders.Set(1, order));
        await TellUntilAsync(s => s.State == JobState.Running);
        site.Accept(Orders.Set(2));
        (await TellUntilAsync(s => s.State.IsTerminal())).State.ShouldBe(JobState.Stopped);
    }

    [Fact]
    public async Task a_job_that_the_centre_does_not_own_up_to_is_stopped_and_forgotten()
    {
        var order = fixture.LongJob("w-1.1");
        site.Accept(Orders.Set(1, order));
        await TellUntilAsync(s => s.State == JobState.Running);
        await site.AcknowledgeAsync(site.Report(10), new([], [order.Job]), default);
        await TellUntilAsync(s => s.State == JobState.Stopped);
        await site.AcknowledgeAsync(site.Report(10), new([order.Job], []), default);
        site.Report(10).KnownJobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_lower_token_is_refused_and_the_job_goes_on()
    {
        site.Accept(Orders.Set(1, fixture.LongJob("w-1.1", token: 7)));
        await TellUntilAsync(s => s.State == JobState.Running);
        site.Accept(Orders.Set(2, fixture.LongJob("w-1.1", token: 6)));
        var refusal = await TellUntilAsync(s => s.State == JobState.Refused);
        refusal.Token.ShouldBe(new FencingToken(6));
        refusal.Why.ShouldNotBeNull().Code.ShouldBe(OrderLaw.StaleLease);
        await site.TurnAsync(default);
        (await scheduler.ObserveAsync(new JobKey("w-1.1"), default)).State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task a_lower_token_is_refused_also_after_a_restart()
    {
        site.Accept(Orders.Set(1, fixture.LongJob("w-1.1", token: 7)));
        await TellUntilAsync(s => s.State == JobState.Running);
        Restart();
        site.Accept(Orders.Set(1, fixture.LongJob("w-1.1", token: 6)));
        (await TellUntilAsync(s => s.State == JobState.Refused)).Token.ShouldBe(new FencingToken(6));
    }

    [Fact]
    public async Task repeated_and_late_orders_are_harmless()
    {
        var order = fixture.ShortJob("w-1.1");
        for (var version = 1; version <= 3; version++)
        {
            site.Accept(Orders.Set(version, order, order));
            await site.TurnAsync(default);
        }
        await TellUntilAsync(s => s.State == JobState.Succeeded);
        await site.AcknowledgeAsync(site.Report(10), new([order.Job], []), default);
        site.Accept(Orders.Set(4, order));
        await site.TurnAsync(default);
        site.Report(10).Sightings.ShouldHaveSingleItem().State.ShouldBe(JobState.Succeeded);
        fixture.StartsOf(order.Job).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task a_restart_neither_forgets_a_running_job_nor_starts_it_twice()
    {
        var order = fixture.LongJob("w-1.1");
        site.Accept(Orders.Set(1, order));
        var before = await TellUntilAsync(s => s.State == JobState.Running);
        Restart();
        site.Report(10).KnownJobs.ShouldBe([order.Job]);
        site.Accept(Orders.Set(1, order));
        var after = await TellUntilAsync(s => s.State == JobState.Running);
        (after.StartedAt!.Value - before.StartedAt!.Value).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));
        await ShouldHaveStartedOnceAsync(order.Job);
    }

    [Fact]
    public async Task a_restart_between_claim_and_start_starts_the_job_once()
    {
        var order = fixture.ShortJob("w-1.1");
        site.Accept(Orders.Set(1, order));
        Restart();
        site.Accept(Orders.Set(1, order));
        (await TellUntilAsync(s => s.State.IsTerminal())).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task a_restart_between_start_and_note_starts_the_job_once()
    {
        var order = fixture.LongJob("w-1.1");
        site.Accept(Orders.Set(1, order));
        // The scheduler has the job; the agent died before it wrote down that it has.
        await scheduler.SubmitAsync(order, default);
        Restart();
        await TellUntilAsync(s => s.State == JobState.Running);
        await ShouldHaveStartedOnceAsync(order.Job);
    }

    [Fact]
    public async Task an_end_that_nobody_heard_is_told_after_a_restart()
    {
        var order = fixture.ShortJob("w-1.1");
        site.Accept(Orders.Set(1, order));
        for (var i = 0; i < Patience && !site.Report(10).Sightings.Any(s => s.State.IsTerminal()); i++)
            await TurnAsync();
        Restart();
        site.Report(10).Sightings.ShouldHaveSingleItem().State.ShouldBe(JobState.Succeeded);
        site.Accept(Orders.Set(2));
        await site.TurnAsync(default);
        site.Report(10).Sightings.ShouldHaveSingleItem().State.ShouldBe(JobState.Succeeded, "an order that is gone does not undo an end");
    }

    [Fact]
    public async Task a_job_that_was_stopped_before_it_started_never_starts()
    {
        var order = fixture.ShortJob("w-1.1");
        site.Accept(Orders.Set(1, order));
        site.Accept(Orders.Set(2));
        (await TellUntilAsync(s => s.State.IsTerminal())).State.ShouldBe(JobState.Stopped);
        fixture.StartsOf(order.Job).ShouldBe(0);
    }

    public virtual void Dispose()
    {
        foreach (var journal in journals)
            journal.Dispose();
        fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Restart()
    {
        fixture.Crash();
        foreach (var journal in journals)
            journal.Dispose();
        (scheduler, site) = Begin();
    }

    private (ISiteScheduler, SiteReconciler) Begin()
    {
        var started = fixture.Start();
        var journal = new FileJobJournal(fixture.JournalPath);
        journals.Add(journal);
        return (started, new SiteReconciler(fixture.Site, started, journal, fixture.Clock));
    }

    private async Task TurnAsync()
    {
        (await site.TurnAsync(default)).ShouldBeEmpty();
        await fixture.PassTimeAsync();
    }

    /// <summary>Turns and reports, with a centre that hears everything and has nothing on record, until a sighting is as expected.</summary>
    private async Task<JobSighting> TellUntilAsync(Func<JobSighting, bool> expected)
    {
        for (var i = 0; i < Patience; i++)
        {
            await TurnAsync();
            var report = site.Report(10);
            await site.AcknowledgeAsync(report, new([], []), default);
            if (report.Sightings.FirstOrDefault(expected) is { } seen)
                return seen;
        }
        throw new ShouldAssertException("The expected sighting never came.");
    }

    /// <summary>Running is said when the scheduler has taken the job on; its first instruction may come a moment later, a second start must not.</summary>
    private async Task ShouldHaveStartedOnceAsync(JobKey job)
    {
        for (var i = 0; i < Patience && fixture.StartsOf(job) == 0; i++)
            await fixture.PassTimeAsync();
        await TurnAsync();
        await TurnAsync();
        fixture.StartsOf(job).ShouldBe(1);
    }

    private Task<JobSighting> EndOfAsync(JobKey job) => WaitAsync(job, s => s.State.IsTerminal());

    private Task<JobSighting> UntilAsync(JobKey job, JobState state) => WaitAsync(job, s => s.State == state);

    private async Task<JobSighting> WaitAsync(JobKey job, Func<JobSighting, bool> expected)
    {
        for (var i = 0; i < Patience; i++)
        {
            var seen = await scheduler.ObserveAsync(job, default);
            if (expected(seen))
                return seen;
            await fixture.PassTimeAsync();
        }
        throw new ShouldAssertException($"{job} never came to be as expected.");
    }

    private static JobSighting Seen(JobSighting sighting) => sighting with { ObservedAt = default };
}

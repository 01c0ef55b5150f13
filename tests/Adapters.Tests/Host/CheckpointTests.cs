using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Host;

/// <summary>A checkpoint is asked for once for each number that an order brings, and by nothing else.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CheckpointingScheduler scheduler = new();
    private FileJobJournal journal;
    private SiteReconciler site;

    public CheckpointTests()
    {
        journal = new(folder.File("journal.jsonl"));
        site = Begin();
    }

    [Fact]
    public async Task a_running_job_is_asked_once_for_each_higher_number()
    {
        foreach (var (number, asked) in new (int?, int)[] { (null, 0), (1, 1), (1, 1), (2, 2), (1, 2), (null, 2), (5, 3) })
        {
            await TurnAsync(number);
            scheduler.Asked.ShouldBe(asked, $"after number {number}");
        }
    }

    [Fact]
    public async Task a_job_that_does_not_run_yet_is_asked_when_it_does()
    {
        scheduler.State = JobState.Starting;
        await TurnAsync(1);
        scheduler.Asked.ShouldBe(0);
        scheduler.State = JobState.Running;
        await TurnAsync(1);
        scheduler.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task what_was_asked_is_remembered_over_a_restart()
    {
        await TurnAsync(3);
        journal.Dispose();
        journal = new(folder.File("journal.jsonl"));
        site = Begin();
        await TurnAsync(3);
        scheduler.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task a_scheduler_that_does_not_answer_is_asked_again_and_one_that_refuses_is_not()
    {
        scheduler.Trouble = SchedulerTrouble.Unreachable;
        (await TurnAsync(1)).ShouldHaveSingleItem();
        scheduler.Trouble = SchedulerTrouble.Refused;
        (await TurnAsync(1)).ShouldBeEmpty();
        await TurnAsync(1);
        scheduler.Asked.ShouldBe(2);
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    private SiteReconciler Begin() => new(new SiteId("here"), scheduler, journal, TimeProvider.System);

    private Task<IReadOnlyList<SchedulerException>> TurnAsync(int? number)
    {
        site.Accept(Orders.Set(1, Orders.Of("w-1.1", "here.cpu", Orders.Command("true")) with { CheckpointNumber = number }));
        return site.TurnAsync(default);
    }

    private sealed class CheckpointingScheduler : ISiteScheduler, ICheckpoints
    {
        public int Asked { get; private set; }
        public JobState State { get; set; } = JobState.Running;
        public SchedulerTrouble? Trouble { get; set; }

        public Task<SiteInventory> ReadInventoryAsync(CancellationToken ct) => Task.FromResult(new SiteInventory("test", true, default, []));
        public Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct) => Task.FromResult(new JobReceipt(order.Job, false));
        public Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct) => Task.FromResult(new JobSighting(job, new(1), State, default));
        public Task CancelAsync(JobKey job, CancellationToken ct) => Task.CompletedTask;

        public Task CheckpointAsync(JobKey job, CancellationToken ct)
        {
            Asked++;
            return Trouble is { } trouble ? throw new SchedulerException(trouble, Refusal.Because("test")) : Task.CompletedTask;
        }
    }
}

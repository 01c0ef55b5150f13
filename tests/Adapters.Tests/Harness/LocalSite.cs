using ComputeNet.Adapters.Local;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>A local scheduler on a folder of its own, and a look behind its scenes.</summary>
public sealed class LocalSite : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IReadOnlyList<string> allowed;

    public LocalSite(IReadOnlyList<string>? allowed = null)
    {
        this.allowed = allowed ?? [];
        Scheduler = Restarted();
    }

    public string Folder => folder.Path;

    public LocalScheduler Scheduler { get; }

    /// <summary>What a new agent process would have.</summary>
    public LocalScheduler Restarted() => LocalServices.CreateScheduler(LocalWorld.Options(Folder, allowed), TimeProvider.System, NullLogger<LocalScheduler>.Instance);

    public Task<JobSighting> RunAsync(Variant variant, string job = "w-1.1") => RunAsync(Orders.Of(job, "local.cpu", variant));

    public async Task<JobSighting> RunAsync(JobOrder order)
    {
        await Scheduler.SubmitAsync(order, default);
        return await WaitAsync(order.Job, s => s.State.IsTerminal());
    }

    /// <summary>Observes until it is as expected; a test that waits in vain fails after a while.</summary>
    public async Task<JobSighting> WaitAsync(JobKey job, Func<JobSighting, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var seen = await Scheduler.ObserveAsync(job, patience.Token);
            if (expected(seen))
                return seen;
            await Task.Delay(20, patience.Token);
        }
    }

    public string Member(JobKey job, int index = 0) => Path.Combine(Folder, "local", "jobs", job.Value, $"member-{index}");

    public string Home(JobKey job) => Path.Combine(Folder, "local-work", job.Value, "0", "home");

    public ProcessIdentity Identity(JobKey job, string file) => LocalProcesses.Parse(File.ReadAllText(Path.Combine(Member(job), file))).ShouldNotBeNull();

    public void Dispose()
    {
        LocalWorld.KillAll(Folder);
        folder.Dispose();
    }
}

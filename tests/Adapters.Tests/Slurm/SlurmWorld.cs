using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Sensing;
using ComputeNet.Adapters.Slurm;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Adapters.Tests.Slurm;

/// <summary>A site of a test's own on a shared Slurm: own id, own folder that nodes see, own memory; what it leaves is ended.</summary>
public sealed class SlurmWorld : IDisposable
{
    private static int count;

    private readonly TemporaryFolder data = new();
    private readonly List<(SlurmClient Client, SlurmMemory Memory)> adapters = [];
    private readonly string starts;

    public SlurmWorld(SlurmSite slurm, Func<SlurmOptions, SlurmOptions>? change = null)
    {
        Slurm = slurm;
        var id = new SiteId($"s{Interlocked.Increment(ref count)}-{Environment.ProcessId}");
        Shared = Path.Combine(slurm.Shared, id.Value);
        Directory.CreateDirectory(Shared);
        File.SetUnixFileMode(Shared, (UnixFileMode)0b111_111_111);
        // Every start adds a line.
        starts = Path.Combine(Shared, "starts");
        File.WriteAllText(starts, "");
        File.SetUnixFileMode(starts, (UnixFileMode)0b110_110_110);
        var options = new SlurmOptions
        {
            Centre = new Uri("http://localhost:1/"),
            Token = _ => "token",
            DataDirectory = data.Path,
            Site = id,
            Rest = slurm.Rest,
            User = slurm.User,
            UserToken = () => slurm.UserToken,
            SharedFolder = Shared,
            ListAge = TimeSpan.FromMilliseconds(100),
            Models = new Dictionary<string, AcceleratorModelId> { ["gpu:h100"] = new("nvidia-h100-sxm5") },
        };
        Options = change?.Invoke(options) ?? options;
    }

    public SlurmSite Slurm { get; }

    public string Shared { get; }

    public SlurmOptions Options { get; }

    public string Data => data.Path;

    /// <summary>What a new adapter process would have; the one before must be gone.</summary>
    public SlurmScheduler Start(SlurmOptions? options = null, DeviceSensor? sensor = null)
    {
        Crash();
        var client = new SlurmClient(options ?? Options);
        var memory = new SlurmMemory(SlurmServices.MemoryPath(Options));
        adapters.Add((client, memory));
        return SlurmServices.CreateScheduler(options ?? Options, client, memory, TimeProvider.System, sensor);
    }

    public void Crash()
    {
        foreach (var (client, memory) in adapters)
        {
            client.Dispose();
            memory.Dispose();
        }
        adapters.Clear();
    }

    public JobOrder Order(string job, string script, long token = 1, string pool = "cpu", int members = 1, int devices = 1, int seconds = 300) => Orders.Of(
        job, $"{Options.Site}.{pool}",
        new Variant
        {
            Architecture = pool == "cpu" ? Architecture.Cpu : pool.Contains("ascend", StringComparison.Ordinal) ? Architecture.Ascend : Architecture.Cuda,
            DevicesPerMember = devices,
            TimeLimitSeconds = seconds,
            Command = ["sh", "-c", $"echo $COMPUTENET_JOB >> {starts}; {script}"],
        }, token, members);

    public int StartsOf(JobKey job) => File.ReadLines(starts).Count(line => line == job.Value);

    public static async Task<JobSighting> UntilAsync(ISiteScheduler scheduler, JobKey job, Func<JobSighting, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var seen = await scheduler.ObserveAsync(job, default);
            if (expected(seen))
                return seen;
            patience.IsCancellationRequested.ShouldBeFalse($"{job} never came to be as expected: {seen}");
            await Task.Delay(100, CancellationToken.None);
        }
    }

    public static async Task<JobSighting> RunAsync(ISiteScheduler scheduler, JobOrder order)
    {
        await scheduler.SubmitAsync(order, default);
        return await UntilAsync(scheduler, order.Job, s => s.State.IsTerminal());
    }

    public void Dispose()
    {
        Crash();
        using (var client = new SlurmClient(Options))
            foreach (var job in client.ListJobsAsync(default).GetAwaiter().GetResult().Where(j => SlurmTag.Parse(j.Comment)?.Site == Options.Site))
                client.CancelAsync(job.Id, default).GetAwaiter().GetResult();
        data.Dispose();
    }
}

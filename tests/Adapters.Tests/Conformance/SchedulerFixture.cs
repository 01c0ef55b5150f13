using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Conformance;

/// <summary>What a scheduler brings along to be held to the promises.</summary>
public abstract class SchedulerFixture : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    public string JournalPath => Folder.File("journal.jsonl");

    public abstract SiteId Site { get; }

    /// <summary>The domain's time.</summary>
    public abstract TimeProvider Clock { get; }

    /// <summary>A scheduler on the state that the earlier ones of this fixture left: what a restarted adapter gets.</summary>
    public abstract ISiteScheduler Start();

    /// <summary>The adapter's process is gone; its jobs are not.</summary>
    public virtual void Crash() { }

    /// <summary>A job that goes on until it is stopped.</summary>
    public abstract JobOrder LongJob(string job, long token = 1);

    /// <summary>A job that soon ends well.</summary>
    public abstract JobOrder ShortJob(string job, long token = 1);

    /// <summary>A job that soon ends badly.</summary>
    public abstract JobOrder FailingJob(string job, long token = 1);

    /// <summary>A job that the site can never run.</summary>
    public abstract JobOrder ImpossibleJob(string job, long token = 1);

    /// <summary>The jobs that the whole adapter is held to the protocol's promises with; the default is for sites that run processes.</summary>
    public virtual TestJobs Jobs => new();

    /// <summary>How many times the job was really started.</summary>
    public abstract int StartsOf(JobKey job);

    /// <summary>Lets a little of the scheduler's time pass: enough that, after some repetitions, short jobs are over.</summary>
    public abstract Task PassTimeAsync();

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Of a fixture whose scheduler takes its real time, most of which is waited for: the runs over all transports go on at once, each on a site of its own.</summary>
public interface IWaitsForRealJobs;

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Example;

/// <summary>Between their words and ours, pure and both ways.</summary>
public static class KilnMapping
{
    /// <summary>The kiln's "no", with its numbers; null when it takes the job.</summary>
    public static Refusal? Veto(JobOrder order, KilnOptions options, IEnumerable<Firing> book, DateTimeOffset now)
    {
        var need = order.GangMembers * order.Variant.DevicesPerMember;
        var free = options.Shelves - book.Where(f => now < f.Ends).Sum(f => f.Shelves);
        return order.Pool != options.Pool ? Refusal.Because("pool-unknown", ("pool", order.Pool), ("site", options.Site))
            : need > free ? Refusal.Because("pool-full", ("pool", order.Pool), ("needDevices", need), ("freeDevices", free))
            : null;
    }

    public static Firing ToFiring(JobOrder order, DateTimeOffset now)
    {
        var (wanted, limit) = (order.Variant.ExpectedSeconds ?? order.Variant.TimeLimitSeconds, order.Variant.TimeLimitSeconds);
        return new(order.Job.Value, order.GangMembers * order.Variant.DevicesPerMember, now, now.AddSeconds(Math.Min(wanted, limit)), wanted > limit);
    }

    /// <summary>What is to be seen of it at an instant. The token is the Host's business: it fills in the newest.</summary>
    public static JobSighting ToSighting(Firing firing, DateTimeOffset now)
    {
        var running = new JobSighting(new JobKey(firing.Name), default, JobState.Running, now, StartedAt: firing.PutIn);
        if (now < firing.Ends)
            return running;
        var end = running with { FinishedAt = firing.Ends, LogTail = $"in at {firing.PutIn:O}, out at {firing.Ends:O}" };
        return firing switch
        {
            { TakenOutAt: not null } => end with { State = JobState.Stopped },
            { Cracks: true } => end with { State = JobState.Failed, Why = Refusal.Because("time-limit", ("job", firing.Name)) },
            _ => end with { State = JobState.Succeeded, ExitCode = 0 },
        };
    }
}

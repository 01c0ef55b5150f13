using ComputeNet.Brain.Timing;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Problem;

/// <summary>What interrupting a demand takes, in seconds and micro-yuan.</summary>
/// <param name="ResumeSeconds">Each resume runs so long before work goes on.</param>
/// <param name="LeastSeconds">No stretch does less work; at least 1.</param>
/// <param name="ResumeMicroYuan">What each resume costs besides its run time.</param>
public sealed record InterruptionFacts(long ResumeSeconds, long LeastSeconds, long ResumeMicroYuan)
{
    /// <summary>A year: longer than any resume or stretch that somebody means.</summary>
    private const int MostMinutes = 366 * 24 * 60;

    private const int SecondsPerMinute = 60;

    /// <summary>Null for terms that make no sense: such a demand runs in one piece.</summary>
    internal static InterruptionFacts? Of(Interruptible? terms) =>
        terms is { ResumeMinutes: >= 0 and <= MostMinutes, LeastMinutes: >= 0 and <= MostMinutes } && Known.Price(terms.ResumeYuan ?? 0) is { } yuan
            ? new InterruptionFacts(terms.ResumeMinutes * (long)SecondsPerMinute, Math.Max(1, terms.LeastMinutes * (long)SecondsPerMinute), Micro.FromYuan(yuan))
            : null;

    /// <summary>The time that is left of a run of which a share is done. It begins with a resume, which the limit is longer by: the program's own time is not spent on it.</summary>
    internal static CandidateRunTime Rest(Demand demand, CandidateRunTime whole)
    {
        if (demand.ShareDone is not { } told || Known.Share(told) is not { } done || whole.DurationSeconds <= 0)
            return whole;
        var resume = Of(demand.Interruptible)?.ResumeSeconds ?? 0;
        return whole with { DurationSeconds = RunTime.Longer(Math.Max(1, RunTime.Whole(whole.DurationSeconds * (1 - done))), resume), TimeLimitSeconds = RunTime.Longer(whole.TimeLimitSeconds, resume) };
    }

    internal SplitTerms InNano(long nanoPerMicro) => new(ResumeMicroYuan * nanoPerMicro, ResumeSeconds, LeastSeconds);
}

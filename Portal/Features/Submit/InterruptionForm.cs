using System.Globalization;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>Whether and how the workload may be interrupted, as it is being typed.</summary>
public sealed class InterruptionForm
{
    private const double MostGigabytes = 1e6;
    private const int MostResumeMinutes = 1440;
    private const int MostYuan = 1_000_000;
    private const int MostLeastMinutes = 7 * 1440;

    public bool IsAllowed { get; set; }
    public double? CheckpointGigabytes { get; set; } = 0;
    public int? ResumeMinutes { get; set; } = new Interruptible().ResumeMinutes;

    /// <summary>Empty: a resume costs nothing besides its run time.</summary>
    public decimal? ResumeYuan { get; set; }

    public int? LeastMinutes { get; set; } = new Interruptible().LeastMinutes;
    public DataBound StaysIn { get; set; } = new Interruptible().StaysIn;

    public void Fill(Interruptible? terms)
    {
        IsAllowed = terms is not null;
        var filled = terms ?? new Interruptible();
        (CheckpointGigabytes, ResumeMinutes, ResumeYuan, LeastMinutes, StaysIn) = (filled.CheckpointGigabytes, filled.ResumeMinutes, filled.ResumeYuan, filled.LeastMinutes, filled.StaysIn);
    }

    /// <summary>Null: it runs in one piece.</summary>
    public Interruptible? ToTerms() => !IsAllowed ? null : new()
    {
        CheckpointGigabytes = CheckpointGigabytes ?? -1,
        ResumeMinutes = ResumeMinutes ?? -1,
        ResumeYuan = ResumeYuan,
        LeastMinutes = LeastMinutes ?? 0,
        StaysIn = StaysIn,
    };

    /// <summary>What can be said without asking the Orchestrator; paths are those of the API's own field errors.</summary>
    public IEnumerable<FieldError> Errors()
    {
        if (!IsAllowed)
            yield break;
        if (CheckpointGigabytes is not (>= 0 and <= MostGigabytes))
            yield return Range("checkpointGigabytes", 0, MostGigabytes);
        if (ResumeMinutes is not (>= 0 and <= MostResumeMinutes))
            yield return Range("resumeMinutes", 0, MostResumeMinutes);
        if (ResumeYuan is < 0 or > MostYuan)
            yield return Range("resumeYuan", 0, MostYuan);
        if (LeastMinutes is not (>= 1 and <= MostLeastMinutes))
            yield return Range("leastMinutes", 1, MostLeastMinutes);
    }

    private static FieldError Range(string field, double min, double max) =>
        new($"interruptible.{field}", "field-range", ("min", min.ToString("N0", CultureInfo.CurrentCulture)), ("max", max.ToString("N0", CultureInfo.CurrentCulture)));
}

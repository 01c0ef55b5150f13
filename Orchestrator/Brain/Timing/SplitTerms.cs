namespace ComputeNet.Brain.Timing;

/// <summary>What it takes to interrupt a run and go on later.</summary>
/// <param name="ResumeCost">What each resume costs, in the unit of the curve (storing and moving the checkpoint).</param>
/// <param name="ResumeSeconds">Seconds that each resume runs before work goes on (reading the checkpoint, work redone since it).</param>
/// <param name="LeastSegmentSeconds">No stretch of work is shorter: below that the checkpoint is not worth writing.</param>
public readonly record struct SplitTerms(long ResumeCost, long ResumeSeconds, long LeastSegmentSeconds)
{
    /// <summary>Stop and go at will, at no cost.</summary>
    public static SplitTerms Free => default;

    internal bool AreFree => ResumeCost <= 0 && ResumeSeconds <= 0 && LeastSegmentSeconds <= 1;

    /// <exception cref="ArgumentException">A negative term.</exception>
    internal void MustMakeSense()
    {
        if (ResumeCost < 0 || ResumeSeconds < 0 || LeastSegmentSeconds < 0)
            throw new ArgumentException($"A resume cost of {ResumeCost}, {ResumeSeconds} s per resume and segments of {LeastSegmentSeconds} s: none may be negative.");
    }
}

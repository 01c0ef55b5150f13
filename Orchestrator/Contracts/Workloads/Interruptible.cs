namespace ComputeNet.Contracts.Workloads;

/// <summary>
/// A program that can be stopped and go on later from its checkpoint: it may then run in several stretches, in cheap or green hours with room. When a
/// stretch ends the site asks it to stop; what it has written by then into the folder that <c>COMPUTENET_CHECKPOINT</c> names is there when it goes on.
/// </summary>
public sealed record Interruptible
{
    /// <summary>Size of a checkpoint, 10⁹ bytes; 0–1 000 000. Going on at another site moves it, at the price between the two.</summary>
    public double CheckpointGigabytes { get; init; }

    /// <summary>Each resume runs so long before work goes on (reading the checkpoint, redoing what was not in it); 0–1440.</summary>
    public int ResumeMinutes { get; init; } = 5;

    /// <summary>Yuan that each resume costs besides its run time, 0–1 000 000; null: nothing besides.</summary>
    public decimal? ResumeYuan { get; init; }

    /// <summary>No stretch does less work than so many minutes; 1–10 080.</summary>
    public int LeastMinutes { get; init; } = 30;

    /// <summary>
    /// How far from where it stopped it may go on. Sites do not carry checkpoints to each other: a program that may go on at another site keeps its
    /// checkpoint where it can be reached from there.
    /// </summary>
    public DataBound StaysIn { get; init; } = DataBound.Site;
}

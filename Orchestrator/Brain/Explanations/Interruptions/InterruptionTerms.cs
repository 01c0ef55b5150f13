namespace ComputeNet.Brain.Explanations.Interruptions;

/// <summary>What it takes to interrupt a workload.</summary>
/// <param name="ResumeMinutes">Each resume runs so long before work goes on (reading the checkpoint, work redone since it).</param>
/// <param name="ResumeYuan">Each resume costs this besides its run time (storing and moving the checkpoint).</param>
/// <param name="LeastMinutes">No stretch of work is shorter.</param>
public sealed record InterruptionTerms(int ResumeMinutes = 5, decimal ResumeYuan = 0, int LeastMinutes = 30);

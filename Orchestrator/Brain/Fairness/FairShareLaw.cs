using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Fairness;

/// <summary>What progress means, and which problems have none.</summary>
internal static class FairShareLaw
{
    private const double Most = 1e12;

    /// <summary>
    /// Levels that the job makes per unit of time on each supply: devices × throughput ÷ (weight × its throughput when it spends its time on the
    /// supplies in proportion to their size). 0 where it cannot run.
    /// </summary>
    internal static double[] LevelsPerTime(FairShareProblem problem, FairShareJob job)
    {
        var all = problem.Supplies.Sum(s => (double)s.Devices);
        var equalSplit = 0.0;
        for (var supply = 0; supply < job.Throughputs.Count; supply++)
            equalSplit += Usable(problem, job, supply) * problem.Supplies[supply].Devices / all;
        return [.. job.Throughputs.Select((_, supply) => equalSplit > 0 ? Usable(problem, job, supply) * job.Devices / (job.Weight * equalSplit) : 0)];
    }

    internal static Refusal? Refuse(FairShareProblem problem)
    {
        if (problem.Supplies.FirstOrDefault(s => s.Devices < 0) is { } negative)
            return Refusal.Because("fair-share-supply-invalid", ("model", negative.Model), ("devices", negative.Devices));
        foreach (var job in problem.Jobs)
        {
            if (!(job.Weight is > 0 and < Most))
                return Refusal.Because("fair-share-weight-invalid", ("workload", job.Workload), ("weight", job.Weight));
            if (job.Devices < 1)
                return Refusal.Because("fair-share-devices-invalid", ("workload", job.Workload), ("devices", job.Devices));
            if (job.Throughputs.Count != problem.Supplies.Count || job.Throughputs.Any(t => !(t is >= 0 and < Most)))
                return Refusal.Because("fair-share-throughput-invalid", ("workload", job.Workload), ("throughputs", job.Throughputs.Count), ("needThroughputs", problem.Supplies.Count));
        }
        return null;
    }

    private static double Usable(FairShareProblem problem, FairShareJob job, int supply) =>
        job.Devices <= problem.Supplies[supply].Devices ? job.Throughputs[supply] : 0;
}

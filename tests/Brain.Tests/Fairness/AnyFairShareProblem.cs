using ComputeNet.Brain.Fairness;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Fairness;

/// <summary>Random small problems: whole throughputs, so that ties and equal jobs are common; gangs too large for a supply; supplies without devices; jobs that run nowhere.</summary>
internal static class AnyFairShareProblem
{
    internal static readonly Gen<FairShareProblem> Small = Problems(Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[0, 5].Select(t => (double)t));

    /// <summary>Every job unlike every other, up to ten models.</summary>
    internal static readonly Gen<FairShareProblem> Unlike = Problems(Gen.Int[1, 10], Gen.Int[1, 60], Gen.Double[0, 5]);

    private static Gen<FairShareProblem> Problems(Gen<int> supplyCounts, Gen<int> jobCounts, Gen<double> throughput) =>
        from supplies in supplyCounts
        from devices in Gen.Int[0, 6].Array[supplies]
        from count in jobCounts
        from jobs in Gen.Select(Gen.OneOf(1.0, 1.0, 2.0, 0.5), Gen.OneOf(1, 1, 1, 2, 3), throughput.Array[supplies]).Array[count]
        select new FairShareProblem(
            [.. devices.Select((d, s) => new DeviceSupply(new AcceleratorModelId($"model-{s}"), d))],
            [.. jobs.Select((j, i) => new FairShareJob(new WorkloadId($"w-{i}"), j.Item1, j.Item2, j.Item3))]);
}

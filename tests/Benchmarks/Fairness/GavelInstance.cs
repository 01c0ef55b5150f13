using System.Globalization;
using ComputeNet.Brain.Fairness;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Benchmarks.Fairness;

/// <summary>
/// The first N jobs of traces/gavel/instance_seed0.csv, with N ÷ 4 devices of each model:
/// <c>job,job_type,scale_factor,thr_v100,thr_p100,thr_k80,total_steps,duration_s</c>.
/// </summary>
public static class GavelInstance
{
    private static readonly string[] Models = ["v100", "p100", "k80"];

    /// <param name="areUnlike">Every throughput raised by up to a tenth, each by its own amount: rows as measurements would give them, no two equal.</param>
    public static FairShareProblem Read(string path, int jobs, bool areUnlike)
    {
        var read = File.ReadLines(path).Skip(1).Take(jobs).Select(line => Job(line.Split(',')));
        return new FairShareProblem(
            [.. Models.Select(m => new DeviceSupply(new AcceleratorModelId(m), jobs / 4))],
            [.. areUnlike ? read.Select((job, j) => job with { Throughputs = [.. job.Throughputs.Select((t, m) => t * (1 + (j * 7919L + m * 104729L) % 100_003 / 1_000_030.0))] }) : read]);
    }

    /// <summary>Counted from the end: a job type may hold a comma.</summary>
    private static FairShareJob Job(string[] fields) => new(
        new WorkloadId(fields[0]), Weight: 1, int.Parse(fields[^6], CultureInfo.InvariantCulture), [.. fields[^5..^2].Select(f => double.Parse(f, CultureInfo.InvariantCulture))]);
}

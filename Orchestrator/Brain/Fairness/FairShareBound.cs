namespace ComputeNet.Brain.Fairness;

/// <summary>
/// Recomputes the upper bound from prices and the law alone. For any prices p ≥ 0 per device and counts c ≥ 0 that sum to 1, the worst level is at most
/// Σ p × devices + Σ over jobs of the most that a unit of its time is worth beyond its price, max(0, max over supplies of c × level − devices × p).
/// </summary>
public static class FairShareBound
{
    /// <exception cref="ArgumentException">The problem is none, or a price or count is missing, negative or no number: that proves nothing.</exception>
    public static double Recompute(FairShareProblem problem, FairShareCertificate certificate)
    {
        if (FairShareLaw.Refuse(problem) is { } refusal)
            throw new ArgumentException($"There are no shares to bound: {refusal}", nameof(problem));
        if (certificate.PricePerDevice.Count != problem.Supplies.Count || certificate.CountOfJob.Count != problem.Jobs.Count
            || certificate.PricePerDevice.Concat(certificate.CountOfJob).FirstOrDefault(v => !(v >= 0) || double.IsInfinity(v), 0) != 0)
            throw new ArgumentException($"{certificate.PricePerDevice.Count} prices and {certificate.CountOfJob.Count} counts, all ≥ 0, are needed: one per supply and job.", nameof(certificate));
        var (bound, counts) = (0.0, 0.0);
        for (var supply = 0; supply < problem.Supplies.Count; supply++)
            bound += certificate.PricePerDevice[supply] * problem.Supplies[supply].Devices;
        for (var job = 0; job < problem.Jobs.Count; job++)
        {
            var (levels, count, most) = (FairShareLaw.LevelsPerTime(problem, problem.Jobs[job]), certificate.CountOfJob[job], 0.0);
            if (levels.All(l => l == 0))
                continue;
            for (var supply = 0; supply < levels.Length; supply++)
                most = Math.Max(most, levels[supply] > 0 ? count * levels[supply] - problem.Jobs[job].Devices * certificate.PricePerDevice[supply] : 0);
            bound += most;
            counts += count;
        }
        return counts > 0 ? bound / counts : double.PositiveInfinity;
    }
}

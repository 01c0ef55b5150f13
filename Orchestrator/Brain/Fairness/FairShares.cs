using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Fairness;

/// <summary>Who runs where for what part of the time.</summary>
public sealed record FairShares
{
    /// <summary>One per job, in the problem's order; empty when refused.</summary>
    public IReadOnlyList<JobShare> Jobs { get; init; } = [];

    /// <summary>The level of the job that fares worst: its progress ÷ (weight × what an equal split would give it). Jobs that can run nowhere do not count.</summary>
    public double Level { get; init; }

    /// <summary>No shares let every job fare better than this; <see cref="FairShareBound"/> recomputes it from <see cref="Certificate"/>.</summary>
    public double UpperBound { get; init; }

    public FairShareCertificate Certificate { get; init; } = new([], []);

    /// <summary>Different kinds of jobs that were found: equal jobs are decided once.</summary>
    public int Kinds { get; init; }

    /// <summary>Why there are none; null when there are.</summary>
    public Refusal? Refused { get; init; }
}

/// <param name="TimeShares">Part of its time on each supply, 0 to 1 and at most 1 together. All 0 for a job that can run nowhere.</param>
/// <param name="Level">Its progress ÷ (weight × what an equal split would give it).</param>
public sealed record JobShare(WorkloadId Workload, IReadOnlyList<double> TimeShares, double Level);

/// <summary>
/// Prices that prove the bound by weak duality: one per device of each supply, and how much each job's progress counts (in the problem's order, 1 together).
/// Whatever the shares, the worst level ≤ Σ weight × level ≤ Σ price × devices + Σ what each job gains beyond what its time costs.
/// </summary>
public sealed record FairShareCertificate(IReadOnlyList<double> PricePerDevice, IReadOnlyList<double> CountOfJob);

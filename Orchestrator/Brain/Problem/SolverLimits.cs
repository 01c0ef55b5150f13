namespace ComputeNet.Brain.Problem;

/// <summary>
/// What a solve may use, counted in work and never in wall-clock time, so that the same problem stops at the same point on every machine.
/// </summary>
public sealed record SolverLimits
{
    /// <summary>Pools × slots that are planned; a longer horizon is cut to fit (about 100 bytes each).</summary>
    public int PoolSlots { get; init; } = 1_000_000;

    /// <summary>Rounds of pricing at most; 0 leaves the greedy plan and the bound without prices.</summary>
    public int PricingRounds { get; init; } = 250;

    /// <summary>Start times priced over all rounds of pricing; some 500 million take a second on one core.</summary>
    public long PricedStarts { get; init; } = 500_000_000;

    /// <summary>Costs of start times kept in memory (8 bytes each); beyond it they are worked out again when needed.</summary>
    public long KeptStarts { get; init; } = 12_000_000;

    /// <summary>Start times looked at while improving the plan.</summary>
    public long ImprovementStarts { get; init; } = 200_000_000;

    /// <summary>Deterministic seconds of CP-SAT (about as long as real ones on an idle core); 0 does without it.</summary>
    public double ExactSeconds { get; init; } = 1;

    /// <summary>CP-SAT is asked when at most so many choices (candidate × start) could still be part of a better plan.</summary>
    public int ExactChoices { get; init; } = 2_000;
}

namespace ComputeNet.Brain.Solvers;

/// <summary>One admissible candidate, ready for inner loops: pool, size, window of starts, and its cost as a function of the start.</summary>
internal readonly struct Option
{
    /// <summary>Row of the pool in every grid.</summary>
    internal required int Pool { get; init; }
    internal required int Variant { get; init; }

    /// <summary>What the whole gang takes of the pool's grid: devices, or milli-devices where its nodes share them.</summary>
    internal required int Units { get; init; }

    /// <summary>What it takes of its tenant's quota.</summary>
    internal required int Accelerators { get; init; }

    /// <summary>Slots that a run touches, cut to the horizon.</summary>
    internal required int Touched { get; init; }

    internal required int FirstSlot { get; init; }
    internal required int LastSlot { get; init; }
    internal required long DurationSeconds { get; init; }

    /// <summary>The cost that does not depend on the start.</summary>
    internal required long FixedMicroYuan { get; init; }
    internal required double YuanPerHour { get; init; }
    internal required double YuanPerGram { get; init; }

    /// <summary>At least what any start costs: no price on capacity can make it cheaper, so a search in this order may stop early.</summary>
    internal long LeastMicroYuan { get; init; }

    /// <summary>Its pair of pool and run length in <see cref="RunWindows"/>; −1 for a spread.</summary>
    internal int Window { get; init; }

    /// <summary>Its place among <see cref="OptionTable.Spreads"/>, counted from 1, if it is a gang over several pools (then <see cref="Pool"/> is the first of them); 0 in one pool.</summary>
    internal int Spread { get; init; }
}

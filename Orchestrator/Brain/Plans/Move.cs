using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>
/// A running workload that goes on elsewhere for less than it costs to let it be, the move itself counted: its resume, its checkpoint's way, the policy's price.
/// </summary>
/// <param name="From">Where it runs now.</param>
/// <param name="To">Where the rest of it would run, from now on. It is placed by a round of its own, once it has stopped.</param>
/// <param name="Staying">What that rest costs where it is, term by term.</param>
public sealed record Move(PoolId From, Placement To, IReadOnlyList<CostTerm> Staying)
{
    public long StayingMicroYuan() => Staying.Sum(t => t.MicroYuan);

    /// <summary>Above zero.</summary>
    public long GainMicroYuan() => StayingMicroYuan() - To.CostMicroYuan();
}

namespace ComputeNet.Brain.Timing;

/// <summary>Which slots a run may hold: it begins on slot boundaries, and never touches a slot without room.</summary>
internal sealed class HeldSlots
{
    private readonly long slotSeconds;
    private readonly int[] taken;

    /// <param name="slotSeconds">Length of a slot; slot 0 begins at second 0.</param>
    /// <param name="isFree">One per slot.</param>
    /// <param name="endCost">What it costs to end at a second; never falls with time.</param>
    internal HeldSlots(long slotSeconds, IReadOnlyList<bool> isFree, Func<long, long> endCost)
    {
        (this.slotSeconds, EndCost) = (slotSeconds, endCost);
        taken = new int[isFree.Count + 1];
        for (var slot = 0; slot < isFree.Count; slot++)
            taken[slot + 1] = taken[slot] + (isFree[slot] ? 0 : 1);
    }

    internal Func<long, long> EndCost { get; }

    internal bool MayBegin(long second) => second % slotSeconds == 0;

    /// <summary>Every slot between the two seconds is free.</summary>
    internal bool AreFree(long fromSecond, long toSecond) => taken[(toSecond + slotSeconds - 1) / slotSeconds] == taken[fromSecond / slotSeconds];
}

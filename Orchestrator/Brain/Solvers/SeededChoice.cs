namespace ComputeNet.Brain.Solvers;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same choices from the same seed on every machine and in every version of the runtime.</summary>
internal sealed class SeededChoice(ulong seed)
{
    private ulong state = seed;

    /// <summary>Below <paramref name="count"/>, which is at least 1.</summary>
    internal int Below(int count)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)(((mixed ^ (mixed >> 31)) >> 32) * (ulong)count >> 32);
    }

    internal void Shuffle(Span<int> items)
    {
        for (var left = items.Length; left > 1; left--)
        {
            var other = Below(left);
            (items[left - 1], items[other]) = (items[other], items[left - 1]);
        }
    }
}

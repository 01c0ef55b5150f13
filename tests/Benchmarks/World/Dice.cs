namespace ComputeNet.Benchmarks.World;

/// <summary>SplitMix64, so that an instance is the same on every machine and runtime.</summary>
internal sealed class Dice(long seed)
{
    private ulong state = (ulong)seed;

    internal double Share()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) / (double)(1UL << 53);
    }

    internal int Below(int count) => (int)(Share() * count);

    internal bool Chance(double probability) => Share() < probability;

    internal T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}

using System.Runtime.Intrinsics;

namespace ComputeNet.Brain.Solvers;

/// <summary>
/// The starts from which a run has room throughout, one bit each: most places are full when a schedule is improved, and 64 starts are found
/// so by a handful of instructions, before anybody asks what they would cost.
/// </summary>
internal static class StartSet
{
    /// <summary>Words for the slots that starts of such a window could touch.</summary>
    internal static int WordsFor(int starts, int touched) => (starts + touched - 1 + 63) / 64;

    /// <summary>One bit per slot from the first of <paramref name="free"/> on: whether so many units are free. Slots past the end of the row limit nothing.</summary>
    internal static void Free(ReadOnlySpan<int> free, int units, Span<ulong> bits)
    {
        for (var word = 0; word < bits.Length; word++)
        {
            var from = word * 64;
            if (from >= free.Length)
            {
                bits[word] = ulong.MaxValue;
                continue;
            }
            var here = free[from..Math.Min(free.Length, from + 64)];
            bits[word] = here.Length == 64 ? Whole(here, units) : Part(here, units);
        }
    }

    /// <summary>Leaves a bit only where the next <paramref name="touched"/> bits, its own the first, are all set; bits past the last word count as not set.</summary>
    internal static void Throughout(Span<ulong> bits, int touched)
    {
        for (var covered = 1; covered < touched;)
        {
            var shift = Math.Min(covered, touched - covered);
            var (words, rest) = (shift / 64, shift % 64);
            for (var word = 0; word < bits.Length; word++)
            {
                var low = word + words < bits.Length ? bits[word + words] : 0;
                var high = word + words + 1 < bits.Length ? bits[word + words + 1] : 0;
                bits[word] &= rest == 0 ? low : (low >> rest) | (high << (64 - rest));
            }
            covered += shift;
        }
    }

    private static ulong Whole(ReadOnlySpan<int> free, int units)
    {
        var (asked, bits) = (Vector256.Create(units), 0UL);
        for (var i = 0; i < 64; i += Vector256<int>.Count)
            bits |= (ulong)Vector256.GreaterThanOrEqual(Vector256.Create(free.Slice(i, Vector256<int>.Count)), asked).ExtractMostSignificantBits() << i;
        return bits;
    }

    private static ulong Part(ReadOnlySpan<int> free, int units)
    {
        var bits = ulong.MaxValue << free.Length;
        for (var i = 0; i < free.Length; i++)
        {
            if (free[i] >= units)
                bits |= 1UL << i;
        }
        return bits;
    }
}

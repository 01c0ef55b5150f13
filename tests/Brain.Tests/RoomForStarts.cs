using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Solvers;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>Starts found many at a time are the starts that would be found one by one.</summary>
public sealed class RoomForStarts
{
    [Fact]
    public void a_bit_is_set_exactly_where_the_run_fits_throughout() =>
        Gen.Select(Gen.Int[-1, 4].Array[1, 300], Gen.Int[1, 3], Gen.Int[1, 200], Gen.Int[0, 299], Gen.Int[0, 299]).Sample(
            (free, units, touched, from, to) =>
            {
                var (first, last) = (Math.Min(from, free.Length - 1), Math.Min(to, free.Length - 1));
                if (first > last)
                    (first, last) = (last, first);
                var bits = new ulong[StartSet.WordsFor(last - first + 1, touched)];
                StartSet.Free(free.AsSpan(first), units, bits);
                StartSet.Throughout(bits, touched);
                for (var start = first; start <= last; start++)
                {
                    var bit = start - first;
                    ((bits[bit / 64] >> (bit % 64) & 1) == 1).ShouldBe(Windows.Fits(free, start, touched, units), $"start {start} of {first} … {last}, {touched} slots, {units} units");
                }
            },
            iter: 3000);
}

namespace ComputeNet.Brain.Plans;

/// <summary>Questions to a row of free devices. A run that reaches past the row's end only needs what the row still shows.</summary>
public static class Windows
{
    /// <summary>Whether a run of so many slots has the devices in every slot that it touches.</summary>
    public static bool Fits(ReadOnlySpan<int> free, long start, long touched, long devices) => LeastIn(free, start, touched) >= devices;

    /// <summary>The fewest free devices in the slots that a run touches.</summary>
    public static long LeastIn(ReadOnlySpan<int> free, long start, long touched)
    {
        var least = long.MaxValue;
        for (var slot = (int)start; slot < free.Length && slot < start + touched; slot++)
            least = Math.Min(least, free[slot]);
        return least;
    }

    /// <summary>Adds devices to every slot of the row from the first up to, not including, the end.</summary>
    internal static void Add(Span<int> row, long first, long end, int devices)
    {
        for (var slot = Math.Max(0, first); slot < end && slot < row.Length; slot++)
            row[(int)slot] += devices;
    }

    /// <summary>The first start in [first, last] from which the devices are free throughout; −1 when there is none.</summary>
    public static int FirstFit(ReadOnlySpan<int> free, long first, long last, long touched, long devices)
    {
        var start = first;
        for (var slot = first; slot < free.Length && start <= last; slot++)
        {
            if (free[(int)slot] < devices)
                start = slot + 1;
            else if (slot - start + 1 >= touched)
                return (int)start;
        }
        return start <= last && start < free.Length ? (int)start : -1;
    }

    /// <summary>The most devices that some run of so many slots, starting in [first, last], has free throughout.</summary>
    public static long MostThroughout(ReadOnlySpan<int> free, long first, long last, long touched, long atMost)
    {
        var (fits, tooMany) = (0L, atMost + 1);
        while (tooMany - fits > 1)
        {
            var middle = fits + (tooMany - fits) / 2;
            if (FirstFit(free, first, last, touched, middle) >= 0)
                fits = middle;
            else
                tooMany = middle;
        }
        return fits;
    }
}

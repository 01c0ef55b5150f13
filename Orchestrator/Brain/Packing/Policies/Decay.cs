namespace ComputeNet.Brain.Packing.Policies;

/// <summary>Nearly e to the power −x, from multiplications and one division only: these give the same bits on every machine, a library's exponential need not.</summary>
internal static class Decay
{
    internal static double Of(double x)
    {
        var q = 1 + x / 16;
        q *= q;
        q *= q;
        q *= q;
        q *= q;
        return 1 / q;
    }
}

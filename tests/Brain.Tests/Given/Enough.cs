using CsCheck;

namespace ComputeNet.Brain.Tests.Given;

public static class Enough
{
    /// <summary>
    /// Holds the law against random cases, and goes on with cases that are always the same until it has met enough: what has to be met at
    /// least a few times is met whatever chance brings.
    /// </summary>
    public static void SampleUntil<T>(this Gen<T> cases, Action<T> law, int iter, Func<bool> enough, int mostMore = 5_000)
    {
        cases.Sample(law, iter: iter);
        for (uint more = 0; !enough() && more < mostMore; more++)
            law(cases.Generate(new PCG(more, 42), null, out _));
    }
}

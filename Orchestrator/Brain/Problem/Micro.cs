namespace ComputeNet.Brain.Problem;

/// <summary>Costs are whole micro-yuan (10⁻⁶ ¥), so that they add up exactly and compare without tolerance.</summary>
public static class Micro
{
    /// <summary>¥1 000 million: no term of one placement counts more.</summary>
    public const long MostPerTerm = 1_000_000_000_000_000;

    private const double PerYuan = 1_000_000;

    /// <summary>Rounded to the nearest; a value too large for a term becomes just over <see cref="MostPerTerm"/>, which the rules refuse.</summary>
    public static long FromYuan(double yuan)
    {
        var micro = Math.Round(yuan * PerYuan);
        return micro <= MostPerTerm ? (long)micro : MostPerTerm + 1;
    }

    /// <summary>A limit, rounded down; below zero nothing is left, and what no sum reaches limits nothing.</summary>
    public static long FromBudget(decimal yuan) => yuan <= 0 ? 0 : yuan >= long.MaxValue / 1_000_000m ? long.MaxValue : (long)(yuan * 1_000_000m);

    public static decimal ToYuan(long microYuan) => microYuan / 1_000_000m;
}

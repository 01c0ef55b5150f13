namespace ComputeNet.Brain.Timing;

/// <summary>An exponential distribution from 0, cut at a most, with a given mean; it leans the other way when the mean is over half of the most.</summary>
internal readonly struct CutExponential
{
    private const int Halvings = 100;

    private readonly double most;
    private readonly double slope;

    internal CutExponential(double mean, double? most)
    {
        this.most = most ?? double.PositiveInfinity;
        if (most is not { } limit)
        {
            slope = 1 / mean;
            return;
        }
        // The mean falls as the slope rises; twenty times either way is a spike at a limit.
        var (low, high) = (-20 / Math.Min(mean, limit - mean), 20 / Math.Min(mean, limit - mean));
        for (var i = 0; i < Halvings; i++)
        {
            slope = (low + high) / 2;
            if (Mean(slope, limit) > mean)
                low = slope;
            else
                high = slope;
        }
    }

    /// <summary>The value below which the share lies.</summary>
    internal double At(double share)
    {
        if (double.IsInfinity(most))
            return -Math.Log(1 - share) / slope;
        var bent = slope * most;
        return Math.Abs(bent) < 1e-6 ? share * most : Math.Clamp(-Math.Log(1 - share * (1 - Math.Exp(-bent))) / slope, 0, most);
    }

    private static double Mean(double slope, double most)
    {
        var bent = slope * most;
        return Math.Abs(bent) < 1e-6 ? most / 2 : 1 / slope - most / (Math.Exp(bent) - 1);
    }
}

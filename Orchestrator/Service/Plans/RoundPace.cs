using ComputeNet.Brain.Problem;

namespace ComputeNet.Service.Plans;

/// <summary>
/// What a round may use on the machine that it runs on. Work is what is counted, so a recorded round is the same wherever it is solved again; but on a machine that is slow
/// or busy the usual work takes minutes, in which nothing that waits is placed. After a round that took too long the next ones do less, until they are quick again.
/// </summary>
public sealed class RoundPace(OrchestratorOptions options)
{
    /// <summary>
    /// Less than the brain takes by itself, since a tenant waits for it and the next round goes on from here. With 300 and 60 million a round of 5 000 took 6.7 s, and
    /// 28 316 exchanges found nothing.
    /// </summary>
    private static readonly SolverLimits Usual = new() { PricedStarts = 120_000_000, ImprovementStarts = 15_000_000 };

    /// <summary>However slow the machine, a round does this much of the usual work: what is left by then is not the work that is counted.</summary>
    private const double LeastShare = 1.0 / 64;

    private double share = 1;

    /// <summary>Of the next round.</summary>
    public SolverLimits Limits => Usual with
    {
        PricingRounds = (int)Math.Ceiling(Usual.PricingRounds * share),
        PricedStarts = (long)(Usual.PricedStarts * share),
        ImprovementStarts = (long)(Usual.ImprovementStarts * share),
        ExactSeconds = Usual.ExactSeconds * share,
    };

    /// <summary>The last round was solved in this time.</summary>
    public void Took(TimeSpan solving)
    {
        if (solving > options.LongestSolve)
            share = Math.Max(LeastShare, share * (options.LongestSolve / solving));
        else if (solving < options.LongestSolve / 2)
            share = Math.Min(1, share * 2);
    }
}

namespace ComputeNet.Brain.Timing;

/// <summary>Adds experience to a belief.</summary>
public static class LearnedLengths
{
    /// <summary>
    /// The Kaplan–Meier estimate (1958) over the lengths of runs that ended and the ages of those still running (known to be longer, not by how much),
    /// with the prior counted as so many runs that ended. Runs still going must not be left out: the short ones end first and would make everything look short.
    /// </summary>
    public static LengthBelief From(LengthBelief prior, long priorRuns, IEnumerable<long> endedSeconds, IEnumerable<long> runningSeconds)
    {
        var told = prior.Lengths.Sum(l => l.Weight);
        var seen = prior.Lengths.Select(l => (l.Seconds, Weight: (double)priorRuns * l.Weight / told, Ended: true))
            .Concat(endedSeconds.Select(s => (Seconds: Math.Max(1, s), Weight: 1.0, Ended: true)))
            .Concat(runningSeconds.Select(s => (Seconds: s, Weight: 1.0, Ended: false)))
            .OrderBy(r => r.Seconds).ThenByDescending(r => r.Ended).ToList();
        var (atRisk, surviving) = (seen.Sum(r => r.Weight), 1.0);
        var steps = new List<(long Seconds, double Share)>();
        foreach (var (seconds, weight, ended) in seen)
        {
            if (ended && atRisk > 0)
            {
                var share = Math.Min(surviving, surviving * weight / atRisk);
                steps.Add((seconds, share));
                surviving -= share;
            }
            atRisk -= weight;
        }
        return Quantiles(steps, steps.Sum(s => s.Share));
    }

    private static LengthBelief Quantiles(List<(long Seconds, double Share)> steps, double whole)
    {
        var (lengths, passed, step) = (new LikelyLength[LengthBelief.Points], 0.0, 0);
        for (var point = 0; point < lengths.Length; point++)
        {
            while (step < steps.Count - 1 && passed + steps[step].Share < whole * (point + 0.5) / lengths.Length)
                passed += steps[step++].Share;
            lengths[point] = new LikelyLength(steps[step].Seconds, 1);
        }
        return new LengthBelief(lengths);
    }
}

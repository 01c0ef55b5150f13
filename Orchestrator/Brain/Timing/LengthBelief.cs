namespace ComputeNet.Brain.Timing;

/// <summary>A length that a run may have, and how much that counts.</summary>
public readonly record struct LikelyLength(long Seconds, long Weight);

/// <summary>What is believed about a length nobody has told: some likely lengths, ascending, with whole weights, so that expectations are exact sums.</summary>
public sealed class LengthBelief
{
    /// <summary>So many points describe a distribution; more change decisions by less than the distribution is ever known.</summary>
    public const int Points = 24;

    /// <exception cref="ArgumentException">No lengths, or one without time or weight.</exception>
    public LengthBelief(IReadOnlyList<LikelyLength> lengths)
    {
        if (lengths.Count == 0 || lengths.Any(l => l.Seconds < 1 || l.Weight < 1))
            throw new ArgumentException($"Needs lengths of at least 1 s with a weight of at least 1; got [{string.Join(", ", lengths)}].", nameof(lengths));
        Lengths = [.. lengths.OrderBy(l => l.Seconds)];
    }

    public IReadOnlyList<LikelyLength> Lengths { get; }
    public long LongestSeconds => Lengths[^1].Seconds;

    /// <summary>Every run is as long as the average.</summary>
    public static LengthBelief Certain(long seconds) => new([new LikelyLength(seconds, 1)]);

    /// <summary>
    /// All that follows from an average and the limits of the queue: the distribution of greatest entropy, an exponential cut at both limits
    /// (Jaynes 1957). Assuming more than that would be a guess.
    /// </summary>
    /// <param name="meanSeconds">Strictly between the limits.</param>
    /// <param name="leastSeconds">The queue takes nothing shorter.</param>
    /// <param name="mostSeconds">The queue takes nothing longer; null when it takes any length.</param>
    public static LengthBelief FromMean(long meanSeconds, long leastSeconds, long? mostSeconds)
    {
        if (meanSeconds <= leastSeconds || meanSeconds >= mostSeconds || leastSeconds < 0)
            throw new ArgumentException($"A mean of {meanSeconds} s does not lie between {leastSeconds} s and {mostSeconds} s.", nameof(meanSeconds));
        var quantiles = new CutExponential(meanSeconds - leastSeconds, mostSeconds - leastSeconds);
        return new([.. Enumerable.Range(0, Points).Select(i => new LikelyLength(Math.Max(1, leastSeconds + (long)quantiles.At((i + 0.5) / Points)), 1))]);
    }
}

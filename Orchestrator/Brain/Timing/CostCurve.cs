namespace ComputeNet.Brain.Timing;

/// <summary>
/// What running costs over time, as steps: a whole number per second, in whatever unit the caller adds up (micro-yuan, hundredths of a gram).
/// Sums are exact, so that two plans compare without tolerance. No rate is below zero: running would then pay for restarting for its own sake.
/// </summary>
public sealed class CostCurve
{
    /// <summary>Leaves room to add sums up without overflow.</summary>
    internal const long MostSum = long.MaxValue / 16;

    private readonly long[] cumulated;
    private readonly long[] rates;

    /// <param name="ratesPerSecond">One rate per step; at least one.</param>
    /// <param name="stepSeconds">Length of a step, at least one second.</param>
    /// <exception cref="ArgumentException">No steps, no length, a rate below zero, or rates whose sum leaves no room in 64 bits.</exception>
    public CostCurve(IReadOnlyList<long> ratesPerSecond, long stepSeconds)
    {
        if (ratesPerSecond.Count == 0 || stepSeconds < 1)
            throw new ArgumentException($"A curve needs steps of at least a second; it has {ratesPerSecond.Count} of {stepSeconds} s.", nameof(ratesPerSecond));
        (StepSeconds, rates) = (stepSeconds, [.. ratesPerSecond]);
        cumulated = new long[rates.Length + 1];
        Int128 sum = 0;
        for (var step = 0; step < rates.Length; step++)
        {
            sum += (Int128)rates[step] * stepSeconds;
            if (rates[step] < 0 || sum > MostSum)
                throw new ArgumentException($"The rate of step {step}, {rates[step]} per second, is below zero or more than 64 bits leave room for.", nameof(ratesPerSecond));
            cumulated[step + 1] = (long)sum;
        }
    }

    public long StepSeconds { get; }

    /// <summary>The curve knows the seconds from 0 to here.</summary>
    public long EndSecond => rates.Length * StepSeconds;

    /// <summary>Cost of running from one second to another, both between 0 and <see cref="EndSecond"/>.</summary>
    public long Over(long fromSecond, long toSecond) => Until(toSecond) - Until(fromSecond);

    /// <summary>The rate of the step that the second lies in.</summary>
    public long RateAt(long second) => rates[second / StepSeconds];

    /// <summary>Every boundary between two steps that lies strictly between the two seconds.</summary>
    internal IEnumerable<long> BoundariesWithin(long fromSecond, long toSecond)
    {
        for (var boundary = (fromSecond / StepSeconds + 1) * StepSeconds; boundary < toSecond; boundary += StepSeconds)
            yield return boundary;
    }

    private long Until(long second)
    {
        var step = second / StepSeconds;
        return step == rates.Length ? cumulated[step] : cumulated[step] + rates[step] * (second - step * StepSeconds);
    }
}

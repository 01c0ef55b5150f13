namespace ComputeNet.Adapters.Host.Agent;

/// <summary>
/// Pauses that double with every failure in a row up to a limit, each one spread over its upper half, so that a thousand agents that lost
/// the centre at the same moment do not come back at the same moment.
/// </summary>
public sealed class Backoff(AgentPace pace)
{
    /// <summary>Failures since the last success.</summary>
    public int Failures { get; private set; }

    public TimeSpan Next()
    {
        var whole = Math.Min(pace.LongestPause.TotalSeconds, pace.ShortestPause.TotalSeconds * Math.Pow(2, Math.Min(Failures, 30)));
        Failures++;
        return TimeSpan.FromSeconds(whole * (1 + pace.Jitter()) / 2);
    }

    /// <summary>Starts over; says whether there had been a failure.</summary>
    public bool Reset()
    {
        var failed = Failures > 0;
        Failures = 0;
        return failed;
    }
}

using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>The closed set of ways in which a scheduler can fail; the Host decides which of them is worth another try.</summary>
public enum SchedulerTrouble { Unreachable, Refused, StaleLease, UnknownJob, NotSupported }

/// <summary>A failure of a site scheduler, with the coded reason that the centre and the tenant will see.</summary>
public sealed class SchedulerException(SchedulerTrouble trouble, Refusal why, Exception? inner = null) : Exception($"{trouble}: {why}", inner)
{
    public SchedulerTrouble Trouble { get; } = trouble;
    public Refusal Why { get; } = why;
}

using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Local;

/// <summary>A job that this machine took on; <c>claim.json</c>. <paramref name="ClaimedAt"/> orders the queue of a pool.</summary>
public sealed record LocalClaim(JobOrder Order, string Executable, DateTimeOffset ClaimedAt);

/// <summary>What a job got when its turn came; <c>launch.json</c>. One entry per gang member.</summary>
public sealed record LocalLaunch(DateTimeOffset LaunchedAt, IReadOnlyList<LocalSeat> Seats);

/// <summary>Where a gang member runs: on which cores, and under which user id (null: the agent's own, when it is not root).</summary>
public sealed record LocalSeat(IReadOnlyList<int> Cores, uint? User)
{
    /// <summary>The vendor's numbers of the accelerators that it has; null: it runs on cores alone.</summary>
    public IReadOnlyList<int>? Accelerators { get; init; }
}

/// <summary>A seat that a job has until its end is known.</summary>
public sealed record HeldSeat(PoolId Pool, LocalSeat Seat);

/// <summary>A process that is recognised again: the start time in clock ticks since boot, and which boot, tell it from a later one with its pid.</summary>
public sealed record ProcessIdentity(int Pid, long StartTicks, string Boot);

/// <summary>How far a gang member is.</summary>
public enum MemberPhase
{
    /// <summary>No supervisor has taken it on yet.</summary>
    Waiting,
    Running,
    /// <summary>Its end is written down.</summary>
    Over,
    /// <summary>Its supervisor is gone and left no end: killed, or the machine was restarted.</summary>
    Vanished,
}

/// <summary>What is to be seen of a gang member. Exit status as a shell has it: 128 + signal for a killed process.</summary>
public sealed record MemberStatus(MemberPhase Phase, DateTime? StartedUtc = null, DateTime? EndedUtc = null, int? ExitStatus = null, string? Reason = null)
{
    public const string Exited = "exited";
    public const string Stopped = "stopped";
    public const string TimeLimit = "time-limit";

    public bool IsOver => Phase is MemberPhase.Over or MemberPhase.Vanished;

    /// <summary>It is over, and not by itself with success.</summary>
    public bool Failed => IsOver && (ExitStatus != 0 || Reason != Exited);
}

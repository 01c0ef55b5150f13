using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Conformance.Running;

/// <summary>Whoever holds an adapter to its promises: what cannot be done over the protocol, a tester may be able to do beside it.</summary>
public interface ITester
{
    /// <summary>Whether the adapter's process can be killed and started again.</summary>
    bool CanRestart => false;

    /// <summary>Kills the adapter without warning and starts it again on what it left.</summary>
    Task RestartAsync(CancellationToken ct) => throw new NotSupportedException("This tester cannot restart the adapter.");

    /// <summary>How many times the job was really started; null when nobody can see that.</summary>
    int? StartsOf(JobKey job) => null;

    /// <summary>Called whenever the suite has waited a little in vain: a site with a clock of its own is to let some time pass.</summary>
    Task PassTimeAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>A tester who can do nothing beside the protocol.</summary>
public sealed class OutsideTester : ITester;

using System.Diagnostics.CodeAnalysis;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Adapters.Conformance.Running;

/// <summary>
/// The jobs that an adapter under test is to run. Site API v1 says what becomes of jobs, not what they are: whoever tests says it, with defaults for
/// sites that run processes and for sites that go by the expected run time.
/// </summary>
public sealed record TestJobs
{
    /// <summary>Ends well within seconds. By default it says so in its log.</summary>
    public IReadOnlyList<string> Short { get; init; } = ["sh", "-c", "echo done"];

    /// <summary>Goes on until it is stopped.</summary>
    public IReadOnlyList<string> Long { get; init; } = ["sh", "-c", "echo begun; sleep 3000"];

    /// <summary>Ends badly within seconds.</summary>
    public IReadOnlyList<string> Failing { get; init; } = ["sh", "-c", "exit 3"];

    /// <summary>For sites that run containers.</summary>
    public string? Image { get; init; }

    /// <summary>The pool that the jobs are for; null: the site's first pool that has devices, one of processors if there is one.</summary>
    public PoolId? Pool { get; init; }

    /// <summary>Devices of each member.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>For sites that go by the expected run time of what they do not really run, in seconds.</summary>
    public long ShortSeconds { get; init; } = 2;

    /// <summary>How long the failing job may run, in seconds: such sites end it there.</summary>
    public long FailingLimitSeconds { get; init; } = 20;

    /// <summary>Fills in what the inventory decides; false when there is no pool for the jobs.</summary>
    public bool TryFor(SiteInventory inventory, [NotNullWhen(true)] out PoolDeclaration? pool)
    {
        pool = Pool is { } named
            ? inventory.Pools.FirstOrDefault(p => p.Id == named)
            : inventory.Pools.Where(p => p.Devices >= Devices).OrderBy(p => p.Architecture == Architecture.Cpu ? 0 : 1).FirstOrDefault();
        return pool is not null;
    }

    internal Variant Variant(PoolDeclaration pool, IReadOnlyList<string> command, long? expectedSeconds, long limitSeconds) => new()
    {
        Architecture = pool.Architecture,
        DevicesPerMember = Devices,
        Command = command,
        Image = Image,
        ExpectedSeconds = expectedSeconds,
        TimeLimitSeconds = limitSeconds,
    };
}

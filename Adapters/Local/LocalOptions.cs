using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Local;

/// <summary>How this machine serves as a site.</summary>
public sealed class LocalOptions
{
    /// <summary>Address of the Orchestrator; it need not listen yet.</summary>
    public required Uri Centre { get; init; }

    /// <summary>The bearer token of the site; null while there is none yet.</summary>
    public required Func<SiteId, string?> Token { get; init; }

    /// <summary>Where the journal and the state of jobs are kept; created when absent, closed to the jobs.</summary>
    public required string DataDirectory { get; init; }

    public SiteId Site { get; init; } = new("local");

    /// <summary>
    /// Where jobs have their working directories. Null: in <see cref="DataDirectory"/> when other users may pass through to it,
    /// else in <c>/var/lib</c>.
    /// </summary>
    public string? WorkDirectory { get; init; }

    /// <summary>
    /// First of the <see cref="UserCount"/> user ids that jobs run under when the agent is root: one for each job, so that jobs cannot touch each other.
    /// The default is the range that systemd reserves for short-lived service users; the ids need no entry in <c>/etc/passwd</c>.
    /// </summary>
    public uint FirstUserId { get; init; } = 61184;
    public uint UserCount { get; init; } = 4336;

    /// <summary>Where all agents of the machine note which user id is whose; a folder that only root can write and that a reboot empties.</summary>
    public string UserRegistry { get; init; } = "/run/computenet/users";

    /// <summary>Folders or files whose executables jobs may name; empty allows every executable of the machine.</summary>
    public IReadOnlyList<string> AllowedExecutables { get; init; } = [];

    /// <summary>How long a job may take to end by itself after it was asked to (SIGTERM), before it is killed (SIGKILL).</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same for a job that can be interrupted, which writes its checkpoint in that time.</summary>
    public TimeSpan CheckpointGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A checkpoint that nobody went on from for so long is removed; longer than any job may run.</summary>
    public TimeSpan CheckpointRetention { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Host memory of a gang member that names none, in MiB; null is the machine's memory divided by its cores, times the member's cores.</summary>
    public long? DefaultMemoryMebibytes { get; init; }

    /// <summary>The most processes and threads a job may have (only enforceable with a user of its own).</summary>
    public int MaxProcesses { get; init; } = 1024;

    /// <summary>Bytes kept of the start of a member's output; of its end, 64 KiB are kept besides.</summary>
    public int LogHeadBytes { get; init; } = 1 << 20;

    /// <summary>What a core costs per hour. Nobody stated it: it travels with an assumed provenance.</summary>
    public Money PricePerCoreHour { get; init; } = Money.Yuan(0.12m);

    /// <summary>What an accelerator costs per hour; null is unknown, and what has no price gets no work of the network.</summary>
    public Money? PricePerAcceleratorHour { get; init; } = Money.Yuan(6m);

    /// <summary>Electric power of a core under load, in watts; assumed like the price.</summary>
    public double WattsPerCore { get; init; } = 6;

    /// <summary>How often the agent speaks.</summary>
    public AgentPace Pace { get; init; } = new();
}

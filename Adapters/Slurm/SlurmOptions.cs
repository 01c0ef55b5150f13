using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>How a Slurm cluster serves as a site.</summary>
public sealed record SlurmOptions
{
    /// <summary>Address of the Orchestrator; it need not listen yet.</summary>
    public required Uri Centre { get; init; }

    /// <summary>The bearer token of the site; null while there is none yet.</summary>
    public required Func<SiteId, string?> Token { get; init; }

    /// <summary>Where the journal and the adapter's memory of jobs are kept; created when absent.</summary>
    public required string DataDirectory { get; init; }

    public required SiteId Site { get; init; }

    /// <summary>slurmrestd: <c>http://host:6820</c>, or <c>unix:///run/slurmrestd.sock</c>, where the socket's own user counts and no token is needed.</summary>
    public required Uri Rest { get; init; }

    /// <summary>The account on the cluster that all jobs run as.</summary>
    public required string User { get; init; }

    /// <summary>The account's Slurm token (JWT), asked for at every call so that a renewed one takes effect; null goes with a socket.</summary>
    public Func<string?> UserToken { get; init; } = () => null;

    /// <summary>
    /// A folder that all nodes and the adapter see under the same name and that <see cref="User"/> can write: scripts, logs, checkpoints, and how attempts ended.
    /// </summary>
    public required string SharedFolder { get; init; }

    /// <summary>Only these partitions belong to the site; empty: all that are up.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>What a generic resource's name means; anything else is not offered.</summary>
    public IReadOnlyDictionary<string, Architecture> Resources { get; init; } = new Dictionary<string, Architecture> { ["gpu"] = Architecture.Cuda, ["npu"] = Architecture.Ascend };

    /// <summary>
    /// The catalogue's model for a resource and type as Slurm names them (<c>gpu:h100</c>). Needed where the type alone does not tell (an H100 is SXM, PCIe or NVL);
    /// without it the pool has the site's own word for a model.
    /// </summary>
    public IReadOnlyDictionary<string, AcceleratorModelId> Models { get; init; } = new Dictionary<string, AcceleratorModelId>();

    /// <summary>Whether nodes without generic resources form a pool of processor cores.</summary>
    public bool OffersProcessors { get; init; } = true;

    /// <summary>What is known of single pools beside what the nodes say.</summary>
    public IReadOnlyDictionary<PoolId, SlurmPoolOptions> Pools { get; init; } = new Dictionary<PoolId, SlurmPoolOptions>();

    /// <summary>The account that use is booked on; null is the user's default.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// Whether Slurm may start a job again by itself after its node failed or it was preempted. Slurm does not fence: the copy before may still run. False: the job
    /// is lost then, and the centre decides where it goes on.
    /// </summary>
    public bool SiteMayRequeue { get; init; }

    /// <summary>How long a job may wait for devices before the site refuses it; null: for ever.</summary>
    public TimeSpan? PlacementPatience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long before its time is up an interruptible job is told (SIGTERM).</summary>
    public TimeSpan CheckpointGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A checkpoint that nobody went on from, and the files of an ended job, are removed after so long.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(60);

    /// <summary>The version of slurmrestd's API to speak (<c>v0.0.42</c>); null: the newest that both know.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>How old the list of jobs may be that observations are made of; real time.</summary>
    public TimeSpan ListAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long slurmrestd may take to answer, longer than it waits for a slurmctld that is down (18 s); real time.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The command that runs <c>scontrol</c> with the rights of an operator, program and first arguments: then the site takes reservations. Null: the credential may not.
    /// </summary>
    public IReadOnlyList<string>? Scontrol { get; init; }

    /// <summary>How often the agent speaks.</summary>
    public AgentPace Pace { get; init; } = new();
}

/// <summary>What the operator of the cluster says of one pool.</summary>
public sealed record SlurmPoolOptions
{
    public Money? PricePerDeviceHour { get; init; }
    public double? WattsPerDevice { get; init; }

    /// <summary>Where its jobs go; null is the partition of its nodes with the highest priority tier.</summary>
    public string? Partition { get; init; }

    /// <summary>Their quality of service; null is the account's default.</summary>
    public string? Qos { get; init; }

    /// <summary>What a class of ours is here, where it differs.</summary>
    public IReadOnlyDictionary<ServiceClass, SlurmLane> Classes { get; init; } = new Dictionary<ServiceClass, SlurmLane>();
}

/// <summary>Where jobs of a class go; what is null is as for the pool.</summary>
public sealed record SlurmLane(string? Partition = null, string? Qos = null);

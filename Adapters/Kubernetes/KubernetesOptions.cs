using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Contracts.Vocabulary;
using k8s;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>How a cluster serves as a site.</summary>
public sealed record KubernetesOptions
{
    /// <summary>Address of the Orchestrator; it need not listen yet.</summary>
    public required Uri Centre { get; init; }

    /// <summary>The bearer token of the site; null while there is none yet.</summary>
    public required Func<SiteId, string?> Token { get; init; }

    /// <summary>Where the journal is kept; created when absent.</summary>
    public required string DataDirectory { get; init; }

    public required SiteId Site { get; init; }

    /// <summary>How the API server is reached: a kubeconfig's contents, or what a pod finds in itself (see <see cref="KubernetesServices"/>).</summary>
    public required KubernetesClientConfiguration Cluster { get; init; }

    /// <summary>Where the jobs live. It must exist; the site's quotas and policies on it are the site's veto.</summary>
    public string Namespace { get; init; } = "computenet";

    /// <summary>The kinds of devices to look for; more than one may be on a node.</summary>
    public IReadOnlyList<DeviceResource> Devices { get; init; } = [KubernetesDevices.NvidiaGpu];

    /// <summary>Set where the cluster has Ascend devices; a plain CUDA cluster needs none of it.</summary>
    public KubernetesAscendOptions? Ascend { get; init; }

    /// <summary>Whether nodes without any such device form a pool of processor cores.</summary>
    public bool OffersProcessors { get; init; } = true;

    /// <summary>Only nodes with these labels belong to the site; empty: all.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>What is known of single pools beside what the nodes say.</summary>
    public IReadOnlyDictionary<PoolId, KubernetesPoolOptions> Pools { get; init; } = new Dictionary<PoolId, KubernetesPoolOptions>();

    /// <summary>The image of a variant that names none, by architecture; without one its order is refused.</summary>
    public IReadOnlyDictionary<Architecture, string> Images { get; init; } = new Dictionary<Architecture, string>();

    /// <summary>What an image's name must begin with; empty allows every image.</summary>
    public IReadOnlyList<string> AllowedImages { get; init; } = [];

    /// <summary>Secrets with which images are pulled.</summary>
    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>Kueue's queue in the namespace; named, all jobs go through it, and gangs with them.</summary>
    public string? KueueQueue { get; init; }

    /// <summary>Volcano's queue of gangs; null is its default one.</summary>
    public string? VolcanoQueue { get; init; }

    /// <summary>Runs a gang also where nothing places it whole: its members may then wait for each other and hold devices meanwhile.</summary>
    public bool GangsMayStartPartly { get; init; }

    /// <summary>
    /// Whether pools tell their nodes, so that the centre seats members and may share devices. Then a pool is its ready nodes that are not cordoned;
    /// which device of a node a pod gets remains the device plugin's choice.
    /// </summary>
    public bool TellsNodes { get; init; }

    /// <summary>A volume claim of the namespace, writable from many nodes, in which checkpoints are kept; without one a job that can be interrupted is refused.</summary>
    public string? CheckpointClaim { get; init; }

    /// <summary>How long a job may take to end by itself after it was asked to (SIGTERM), before it is killed (SIGKILL).</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same for a job that can be interrupted, which writes its checkpoint in that time.</summary>
    public TimeSpan CheckpointGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the cluster itself may replace a pod that it has preempted, evicted or lost; 0: the centre decides where the work goes on. Gangs are never replaced in part.</summary>
    public int Restarts { get; init; }

    /// <summary>How long a pod may stay Terminating on a node that does not answer before its job is told lost. It may still be running there.</summary>
    public TimeSpan LostNodePatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a job may wait for devices before the site refuses it.</summary>
    public TimeSpan PlacementPatience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long an image may fail to arrive before the job fails.</summary>
    public TimeSpan ImagePatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the API server may take to answer; real time.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the agent speaks.</summary>
    public AgentPace Pace { get; init; } = new();
}

/// <summary>What the operator of the cluster says of one pool.</summary>
public sealed record KubernetesPoolOptions
{
    public Money? PricePerDeviceHour { get; init; }
    public double? WattsPerDevice { get; init; }

    /// <summary>Labels that a node must have besides those that make the pool.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<KubernetesToleration> Tolerations { get; init; } = [];
    public string? PriorityClass { get; init; }
    public string? RuntimeClass { get; init; }

    /// <summary>Null: the cluster's default scheduler.</summary>
    public string? Scheduler { get; init; }
}

/// <summary>A taint that jobs of the network put up with; a null value is any, a null effect all.</summary>
public sealed record KubernetesToleration(string Key, string? Value = null, string? Effect = null);

using System.Text.Json.Nodes;
using ComputeNet.Adapters.Tests.Harness;
using k8s;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>A whole cluster as far as jobs see it: the API server's stand-in, and controllers that take one step each when a test lets time pass.</summary>
public sealed class ClusterStandIn : IDisposable
{
    public const string Namespace = "lab";

    public ClusterStandIn()
    {
        Store = new(Clock);
        Admission = new(Store);
        Kubelets = new(Store);
        Scheduler = new(Store);
        Kueue = new(Store);
        jobs = new(Store, Admission);
        nodes = new(Store, Kubelets);
        garbage = new(Store);
        Server = ApiServerStandIn.Start(Store, Discovery, Admission, Kubelets.LogOf);
    }

    private readonly JobController jobs;
    private readonly NodeLifecycle nodes;
    private readonly GarbageCollector garbage;

    public ManualClock Clock { get; } = new();
    public ObjectStore Store { get; }
    public Discovery Discovery { get; } = new();
    public Admission Admission { get; }
    public Kubelets Kubelets { get; }
    public PodScheduler Scheduler { get; }
    public KueueStandIn Kueue { get; }
    public ApiServerStandIn Server { get; }

    /// <summary>As a kubeconfig would tell it.</summary>
    public KubernetesClientConfiguration Connection(string? token = null) => new() { Host = Server.Address.ToString(), AccessToken = token };

    public V1Node AddNode(string name, IReadOnlyDictionary<string, string> allocatable, IReadOnlyDictionary<string, string>? labels = null)
    {
        var node = new V1Node
        {
            ApiVersion = "v1",
            Kind = "Node",
            Metadata = new() { Name = name, Labels = new Dictionary<string, string>(labels ?? new Dictionary<string, string>()) { ["kubernetes.io/hostname"] = name } },
            Spec = new(),
            Status = new()
            {
                Allocatable = allocatable.Append(new("cpu", "16")).Append(new("memory", "64Gi")).DistinctBy(r => r.Key).ToDictionary(r => r.Key, r => new ResourceQuantity(r.Value)),
                Conditions = [new() { Type = "Ready", Status = "True", Reason = "KubeletReady" }],
            },
        };
        Store.Create(Resource.Nodes, "", node);
        return node;
    }

    /// <summary>A pod of somebody else, already on a node.</summary>
    public void AddForeignPod(string node, string resource, int amount, string ns = "others")
    {
        var asked = new Dictionary<string, ResourceQuantity> { [resource] = new($"{amount}") };
        Store.Create(Resource.Pods, ns, new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new() { GenerateName = "theirs-" },
            Spec = new() { NodeName = node, Containers = [new() { Name = "main", Image = "theirs", Resources = new() { Requests = asked, Limits = asked } }] },
            Status = new() { Phase = "Pending" },
        });
    }

    public void Change<T>(Resource resource, string ns, string name, Action<T> change) where T : IKubernetesObject<V1ObjectMeta>
    {
        var item = KubernetesJson.Deserialize<T>(Store.Find(resource, ns, name) ?? throw ApiTrouble.NotFound(resource.Plural, name));
        change(item);
        Store.Save(resource, item);
    }

    public void Cordon(string node) => Change<V1Node>(Resource.Nodes, "", node, n => n.Spec.Unschedulable = true);

    public void AddQuota(string what, int most) => Store.Create(Resource.Quotas, Namespace, new V1ResourceQuota
    {
        ApiVersion = "v1",
        Kind = "ResourceQuota",
        Metadata = new() { Name = "limits" },
        Spec = new() { Hard = new Dictionary<string, ResourceQuantity> { [what] = new($"{most}") } },
    });

    public V1Job OnlyJob => Store.All<V1Job>(Resource.Jobs).ShouldHaveSingleItem();

    public IReadOnlyList<V1Pod> Pods => Store.All<V1Pod>(Resource.Pods);

    public JsonObject? Find(Resource resource, string name) => Store.Find(resource, Namespace, name);

    /// <summary>Time passes, and then every controller looks once.</summary>
    public void Pass(double seconds = 3, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(seconds));
            nodes.Step();
            Kueue.Step();
            jobs.Step();
            garbage.Step();
            Scheduler.Step();
            Kubelets.Step();
        }
    }

    public void Dispose() => Server.DisposeAsync().AsTask().GetAwaiter().GetResult();
}

using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Kubernetes;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Program.Schedulers;

/// <summary>A cluster, with the settings <c>Kubernetes:…</c> named as in <see cref="KubernetesOptions"/>; <c>Kubernetes:Kubeconfig</c> and <c>Context</c> say which one.</summary>
internal static class KubernetesHosting
{
    private static readonly Dictionary<string, DeviceResource> Kinds = new() { ["nvidia"] = KubernetesDevices.NvidiaGpu, ["hami"] = KubernetesDevices.HamiGpu };

    public static HostedScheduler Scheduler { get; } = new("kubernetes", (services, settings) => services.AddKubernetesSite(Options(settings)));

    internal static KubernetesOptions Options(AdapterSettings settings)
    {
        var defaults = new KubernetesOptions
        {
            Centre = settings.Centre,
            Token = settings.TokenOf,
            DataDirectory = settings.DataDirectory,
            Site = settings.Site ?? throw new AdapterSettingException("A cluster needs a name: --site."),
            Cluster = KubernetesServices.Connect(settings.Text("Kubernetes:Kubeconfig"), settings.Text("Kubernetes:Context")),
        };
        return defaults with
        {
            Namespace = settings.Text("Kubernetes:Namespace") ?? defaults.Namespace,
            Devices = Devices(settings),
            Ascend = Ascend(settings),
            OffersProcessors = settings.Flag("Kubernetes:OffersProcessors", defaults.OffersProcessors),
            NodeSelector = settings.Map("Kubernetes:NodeSelector"),
            Pools = settings.Sections("Kubernetes:Pools").ToDictionary(PoolOf, pool => Pool(settings, $"Kubernetes:Pools:{pool}")),
            Images = settings.Map("Kubernetes:Images").ToDictionary(image => new Architecture(image.Key), image => image.Value),
            AllowedImages = settings.Words("Kubernetes:AllowedImages"),
            ImagePullSecrets = settings.Words("Kubernetes:ImagePullSecrets"),
            KueueQueue = settings.Text("Kubernetes:KueueQueue"),
            VolcanoQueue = settings.Text("Kubernetes:VolcanoQueue"),
            GangsMayStartPartly = settings.Flag("Kubernetes:GangsMayStartPartly", defaults.GangsMayStartPartly),
            TellsNodes = settings.Flag("Kubernetes:TellsNodes", defaults.TellsNodes),
            CheckpointClaim = settings.Text("Kubernetes:CheckpointClaim"),
            StopGrace = settings.Seconds("Kubernetes:StopGraceSeconds", defaults.StopGrace),
            CheckpointGrace = settings.Seconds("Kubernetes:CheckpointGraceSeconds", defaults.CheckpointGrace),
            Restarts = (int)settings.Number("Kubernetes:Restarts", defaults.Restarts, 0, 100),
            PlacementPatience = settings.Seconds("Kubernetes:PlacementPatienceSeconds", defaults.PlacementPatience),
        };
    }

    private static List<DeviceResource> Devices(AdapterSettings settings) => settings.Text("Kubernetes:Devices") is null
        ? [KubernetesDevices.NvidiaGpu]
        : [.. settings.Words("Kubernetes:Devices").Select(word => Kinds.GetValueOrDefault(word)
            ?? throw new AdapterSettingException($"Kubernetes:Devices knows {string.Join(", ", Kinds.Keys)}, not '{word}'."))];

    private static KubernetesAscendOptions? Ascend(AdapterSettings settings)
    {
        if (!settings.Flag("Kubernetes:Ascend", false))
            return null;
        var defaults = new KubernetesAscendOptions();
        return defaults with
        {
            Scheduler = settings.Text("Kubernetes:AscendScheduler") ?? defaults.Scheduler,
            NodeSelector = settings.Map("Kubernetes:AscendNodeSelector"),
            TellsVisibleDevices = settings.Flag("Kubernetes:AscendTellsVisibleDevices", defaults.TellsVisibleDevices),
            RuntimeClass = settings.Text("Kubernetes:AscendRuntimeClass"),
        };
    }

    private static PoolId PoolOf(string id) => ITextId<PoolId>.IsWellFormed(id) ? new(id) : throw new AdapterSettingException($"Kubernetes:Pools: '{id}' is not a pool id.");

    private static KubernetesPoolOptions Pool(AdapterSettings settings, string name) => new()
    {
        PricePerDeviceHour = settings.Yuan($"{name}:PricePerDeviceHour"),
        WattsPerDevice = settings.Text($"{name}:WattsPerDevice") is null ? null : settings.Number($"{name}:WattsPerDevice", 0, 0, 1_000_000),
        NodeSelector = settings.Map($"{name}:NodeSelector"),
        PriorityClass = settings.Text($"{name}:PriorityClass"),
        RuntimeClass = settings.Text($"{name}:RuntimeClass"),
        Scheduler = settings.Text($"{name}:Scheduler"),
    };
}
